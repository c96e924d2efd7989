import { writeSync } from 'node:fs';
import { createLedger } from '../../../main/metering/ledger.ts';
import { createLedgerStore } from '../../../main/platform/ledger-store/create-ledger-store.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { sampleRow } from '../../metering/sample-row.ts';

/**
 * A process of its own that finishes requests as fast as it can, each of them reported twice, and prints
 * `ack <number>` once all up to that number are in the ledger. Ends only by being killed.
 */
const [path = '', prefix = ''] = process.argv.slice(2);

const warn = (message: string): void => {
  writeSync(2, `${message}\n`);
};
const log = { debug: () => undefined, info: () => undefined, warn, error: warn };
const ledger = createLedger({
  store: createLedgerStore({ path, clock: systemClock, log }),
  clock: systemClock,
  log,
});

async function writeForever(): Promise<never> {
  for (let next = 0; ; ) {
    const end = next + 25;
    for (; next < end; next += 1) {
      const row = sampleRow({ requestId: `${prefix}_${next}`, startedAt: Date.now(), outputTokens: next });
      ledger.record(row);
      ledger.record({ ...row, outputTokens: -1 });
    }
    if (await ledger.flush()) writeSync(1, `ack ${end - 1}\n`);
  }
}

void writeForever();
