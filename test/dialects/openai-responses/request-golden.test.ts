import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';
import { encodeResponsesRequest } from '../../../main/dialects/openai-responses/encode-request.ts';

const folder = new URL('../../fixtures/openai-responses/requests/', import.meta.url);
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith('.request.json'))
  .map((name) => name.replace('.request.json', ''));

function read(scenario: string): unknown {
  return JSON.parse(readFileSync(new URL(`${scenario}.request.json`, folder), 'utf8'));
}

/** Sources repeat the fixture: the golden file only says where they are. */
function readable(value: unknown): string {
  return `${JSON.stringify(value, (key, member) => (key === 'source' && member !== undefined ? '(kept)' : member), 2)}\n`;
}

describe('a request of this dialect', () => {
  it('has scenarios to test', () => expect(scenarios.length).toBeGreaterThanOrEqual(5));

  for (const scenario of scenarios) {
    it(`becomes the hub request of ${scenario}.hub.golden.json`, async () => {
      const hub = decodeRequest(read(scenario));
      await expect(readable(hub)).toMatchFileSnapshot(
        new URL(`${scenario}.hub.golden.json`, folder).pathname,
      );
    });

    it(`goes to an upstream of the same dialect as ${scenario}.own.golden.json`, async () => {
      const { body } = encodeResponsesRequest(decodeRequest(read(scenario)), { isReasoningModel: true });
      const path = new URL(`${scenario}.own.golden.json`, folder).pathname;
      await expect(`${JSON.stringify(body, null, 2)}\n`).toMatchFileSnapshot(path);
    });

    it(`built from the hub alone is ${scenario}.foreign.golden.json`, async () => {
      const hub = { ...decodeRequest(read(scenario)), dialect: 'anthropic' as const, source: undefined };
      const encoded = encodeResponsesRequest(hub, { isReasoningModel: false });
      const path = new URL(`${scenario}.foreign.golden.json`, folder).pathname;
      await expect(`${JSON.stringify(encoded, null, 2)}\n`).toMatchFileSnapshot(path);
    });
  }
});
