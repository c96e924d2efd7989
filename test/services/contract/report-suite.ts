import { beforeAll, describe, expect, it } from 'vitest';
import { ask, fail } from '../fetch-transport.ts';
import type { Stage } from './stage.ts';

const LONG_LISTING = Array.from(
  { length: 120 },
  (_, i) => `src/components/deeply/nested/folder/file-${i}.ts`,
);

/** A conversation whose tool result can be made shorter. */
const WITH_TOOL_RESULT = {
  messages: [
    { role: 'user', content: 'Which files are there?' },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'toolu_1', name: 'Bash', input: { command: 'find . -name "*.ts"' } }],
    },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: LONG_LISTING.join('\n') }],
    },
  ],
  tools: [{ name: 'Bash', input_schema: { type: 'object' } }],
};

export function describeReportCalls(open: () => Stage): void {
  describe('what has been asked', () => {
    beforeAll(async () => {
      const { services } = open();
      await services.chat();
      await services.chat();
      await services.chat('pair', WITH_TOOL_RESULT);
      await services.chat('no-such-model');
    });

    it('is listed newest first, page by page, each request once', async () => {
      const { transport } = open();
      const first = await ask(transport, 'requests.list', { filter: {}, limit: 2 });
      const second = await ask(transport, 'requests.list', { filter: {}, limit: 200, cursor: first.next });
      const ids = [...first.rows, ...second.rows].map(({ id }) => id);
      expect(first.rows).toHaveLength(2);
      expect(second.next).toBeUndefined();
      expect(new Set(ids).size).toBe(ids.length);
      expect([...ids].sort().reverse()).toEqual(ids);
      expect(first.rows[0]).toMatchObject({ modelAsked: 'no-such-model', outcome: 'error' });
    });

    it('is filtered by outcome', async () => {
      const filter = { outcome: 'error' } as const;
      const { rows } = await ask(open().transport, 'requests.list', { filter, limit: 100 });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every(({ outcome }) => outcome === 'error')).toBe(true);
    });

    it('begins at a place in the list only where there is one', async () => {
      const list = { filter: {}, limit: 10, cursor: 'somewhere' };
      expect((await fail(open().transport, 'requests.list', list)).code).toBe('invalid_input');
    });

    it('is shown one by one with the decision behind it', async () => {
      const { transport } = open();
      const filter = { app: 'claude-code', outcome: 'ok' } as const;
      const { rows } = await ask(transport, 'requests.list', { filter, limit: 1 });
      const detail = await ask(transport, 'requests.get', { id: rows[0]?.id ?? '' });
      expect(detail).toMatchObject({ ...rows[0], decision: { asked: 'pair' } });
      expect(detail.costUsd).toBeGreaterThan(0);
      expect((await fail(transport, 'requests.get', { id: 'req_none' })).code).toBe('not_found');
    });

    it('is exported as CSV and as JSON', async () => {
      const { transport } = open();
      const csv = await ask(transport, 'requests.export', { filter: {}, format: 'csv' });
      const json = await ask(transport, 'requests.export', { filter: {}, format: 'json' });
      const rows: unknown = JSON.parse(json.text);
      expect(csv.text.split('\n')[0]).toContain('request_id');
      expect(Array.isArray(rows) && rows.length).toBe(csv.text.trim().split('\n').length - 1);
    });

    it('adds up to the report and to today', async () => {
      const { transport } = open();
      const now = Date.now();
      const query = { from: now - 3_600_000, to: now + 60_000, bucket: 'hour', groupBy: 'provider' } as const;
      const report = await ask(transport, 'usage.report', query);
      const sum = report.groups.reduce((total, { requests }) => total + requests, 0);
      expect(report.totals.requests).toBe(sum);
      expect(report.series.reduce((total, { requests }) => total + requests, 0)).toBe(sum);
      const { tokens, costUsd, ttftP50Ms = -1, ttftP95Ms = -1, ttftP99Ms = -1 } = report.totals;
      expect(ttftP50Ms).toBeGreaterThan(0);
      expect(ttftP95Ms).toBeGreaterThanOrEqual(ttftP50Ms);
      expect(ttftP99Ms).toBeGreaterThanOrEqual(ttftP95Ms);
      const { today } = await ask(transport, 'status.get', {});
      expect(today.costUsd).toBeCloseTo(costUsd, 9);
      expect(today.tokens).toBe(
        (tokens.input ?? 0) + (tokens.cacheRead ?? 0) + (tokens.cacheWrite ?? 0) + (tokens.output ?? 0),
      );
    });

    it('stands on the card of its region', async () => {
      const cards = await ask(open().transport, 'regions.list', {});
      const east = cards.find(({ provider }) => provider === 'bedrock-us-east-1');
      expect(east).toMatchObject({ state: 'healthy', region: 'us-east-1', throttlesPerMinute: 0 });
      expect(east?.requests.reduce((total, count) => total + count, 0)).toBeGreaterThan(2);
      expect(east?.p50.some((ttft) => ttft !== null)).toBe(true);
      expect(east?.tokensPerMinute).toBeGreaterThan(0);
      expect(east?.targets[0]?.lastOkAt).toBeGreaterThan(Date.now() - 60_000);
      expect(east?.residency).toContain('United States');
    });

    it('shows what compression has saved, with one example', async () => {
      const { transport } = open();
      const summary = await ask(transport, 'compression.summary', {});
      const sample = await ask(transport, 'compression.sample', {});
      expect(summary.requests).toBe(1);
      expect(summary.charsAfter).toBeLessThan(summary.charsBefore);
      const { rows } = await ask(transport, 'requests.list', { filter: {}, limit: 200 });
      const saved = rows.reduce((sum, row) => sum + (row.savedTokens ?? 0), 0);
      const savedUsd = rows.reduce((sum, row) => sum + (row.savedUsd ?? 0), 0);
      expect(summary.savedTokens).toBe(saved);
      expect(saved).toBeGreaterThan(100);
      expect(summary.savedUsd).toBeCloseTo(savedUsd, 12);
      const now = Date.now();
      const query = { from: now - 3_600_000, to: now + 60_000, bucket: 'hour', groupBy: 'none' } as const;
      const { totals } = await ask(transport, 'usage.report', query);
      expect(totals.savedTokens).toBe(saved);
      expect(totals.savedUsd).toBeCloseTo(savedUsd, 12);
      expect(summary.kinds.map(({ kind }) => kind)).toEqual(['paths']);
      expect(sample?.before).toBe(LONG_LISTING.join('\n'));
      expect(sample?.after.length).toBeLessThan(sample?.before.length ?? 0);
    });

    it('is nothing while nothing is under way', async () => {
      expect(await ask(open().transport, 'requests.live', {})).toEqual([]);
    });
  });
}
