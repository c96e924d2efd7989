import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { LiveEvent } from '../../../contract/live-event.ts';
import { closeServices, startServices } from '../start-services.ts';

const folder = mkdtempSync(join(tmpdir(), 'krouter-budgets-'));
afterAll(async () => {
  await closeServices();
  rmSync(folder, { recursive: true, force: true });
});

const start = (stop: boolean) =>
  startServices({
    config: () => ({
      budgets: [{ id: 'monthly', limitUsd: 0.000_01, period: 'month', alertAt: [0.5], stop }],
    }),
    foundations: { ledgerPath: join(folder, 'ledger.sqlite') },
  });

it('a budget knows after a restart what was spent before, refuses the very first request, and repeats no alert', async () => {
  const before = await start(false);
  expect(await before.chat()).toContain('message_stop');
  const [spent] = before.krouter.metering.budgets.standings();
  await before.close();
  const after = await start(true);
  const events: LiveEvent[] = [];
  after.krouter.services.events.subscribe((event) => events.push(event));
  expect(await after.chat()).toContain('billing_error');
  expect(after.krouter.metering.budgets.standings()[0]?.spentNanoUsd).toBe(spent?.spentNanoUsd);
  expect(events.some(({ type }) => type === 'budget-crossed')).toBe(false);
});
