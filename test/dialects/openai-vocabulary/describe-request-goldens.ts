import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { EncodedRequest } from '../../../main/core/codec.ts';
import { expectGolden } from './expect-golden.ts';

/** One dialect's request codec, both ways. */
export interface RequestCodec {
  /** Its folder under test/fixtures. */
  readonly dialect: string;
  decode(body: unknown): ChatRequest;
  /** For an upstream that speaks the same. */
  encodeOwn(request: ChatRequest): EncodedRequest;
  /** For one that is told everything anew. */
  encodeForeign(request: ChatRequest): EncodedRequest;
}

/** Every request of the fixtures against its three golden files. */
export function describeRequestGoldens({ dialect, decode, encodeOwn, encodeForeign }: RequestCodec): void {
  const folder = new URL(`../../fixtures/${dialect}/requests/`, import.meta.url);
  const scenarios = readdirSync(folder)
    .filter((name) => name.endsWith('.request.json'))
    .map((name) => name.replace('.request.json', ''));
  const decoded = (scenario: string): ChatRequest =>
    decode(JSON.parse(readFileSync(new URL(`${scenario}.request.json`, folder), 'utf8')));
  const golden = (scenario: string, kind: string) => `${dialect}/requests/${scenario}.${kind}.golden.json`;

  describe(`a request of ${dialect}`, () => {
    it('has scenarios to test', () => expect(scenarios.length).toBeGreaterThanOrEqual(5));

    it.each(scenarios)('%s becomes the hub request of its golden file', async (scenario) => {
      await expectGolden(withoutSources(decoded(scenario)), golden(scenario, 'hub'));
    });

    it.each(scenarios)(
      '%s goes to an upstream of the same dialect as in its golden file',
      async (scenario) => {
        const { body } = encodeOwn(decoded(scenario));
        await expectGolden(pretty(body), golden(scenario, 'own'));
      },
    );

    it.each(scenarios)('%s is built from the hub alone as in its golden file', async (scenario) => {
      const hub = { ...decoded(scenario), dialect: 'anthropic' as const, source: undefined };
      await expectGolden(pretty(encodeForeign(hub)), golden(scenario, 'foreign'));
    });
  });
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Sources repeat the fixture: the golden file only says where they are. */
function withoutSources(value: unknown): string {
  return `${JSON.stringify(value, (key, member) => (key === 'source' && member !== undefined ? '(kept)' : member), 2)}\n`;
}
