import { createLedger } from '../../../main/metering/ledger.ts';
import { createLedgerStore } from '../../../main/platform/ledger-store/create-ledger-store.ts';
import { systemClock } from '../../../main/platform/system-clock.ts';
import { sampleRow } from '../../metering/sample-row.ts';

/**
 * A process of its own whose files may not grow beyond a limit. It records rows until the ledger takes no more, then
 * many more, and prints what became of them; it does so again when its input ends, by when the limit may be lifted.
 */
async function fillTheDisk(path: string): Promise<void> {
  const lines: string[] = [];
  const note = (message: string): void => {
    lines.push(message);
  };
  const log = { debug: note, info: note, warn: note, error: note };
  const ledger = createLedger({
    store: createLedgerStore({ path, clock: systemClock, log }),
    clock: systemClock,
    log,
  });
  let recorded = 0;
  const record = (count: number): void => {
    for (let n = 0; n < count; n += 1, recorded += 1)
      ledger.record(sampleRow({ requestId: `req_${recorded}`, startedAt: Date.now() }));
  };
  do record(200);
  while (await ledger.flush());
  record(11_000);
  const stored = await ledger.flush();
  process.stdout.write(`${JSON.stringify({ recorded, stored, ...ledger.status(), lines })}\n`);
  for await (const _ of process.stdin);
  const storedNow = await ledger.flush();
  process.stdout.write(`${JSON.stringify({ recorded, stored: storedNow, ...ledger.status(), lines })}\n`);
  await ledger.close();
}

// What the system sends to a process that writes beyond the limit; unheard it kills.
process.on('SIGXFSZ', () => undefined);
void fillTheDisk(process.argv[2] ?? '');
