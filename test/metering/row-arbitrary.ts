import fc from 'fast-check';
import type { LedgerRow } from '../../main/platform/ports/ledger-store.ts';

const name = (names: readonly string[]) => fc.constantFrom(...names);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const count = fc.nat({ max: 2_000_000 });
const tenths = fc.nat({ max: 9_000_000 }).map((value) => value / 10);

/** Rows of a busy week, few of each name so that groups have several members. */
export const rowArbitrary: fc.Arbitrary<LedgerRow> = fc.record({
  requestId: fc.nat({ max: 60 }).map((id) => `req_${id}`),
  startedAt: fc.nat({ max: 7 * 86_400_000 }).map((ms) => 1_700_000_000_000 + ms),
  dialect: name(['anthropic', 'openai-chat', 'gemini']),
  app: name(['claude-code', 'codex', "o'hara; --", 'Ünïcode "app"']),
  sessionId: maybe(name(['s1', 's2', 's3'])),
  model: name(['claude-sonnet-4-6', 'combo/regulated', 'mädchen-☃-🦆']),
  provider: maybe(name(['bedrock-eu-west-1', 'anthropic'])),
  providerType: maybe(name(['bedrock', 'anthropic'])),
  region: maybe(name(['eu-west-1', 'us-east-1'])),
  upstreamModel: maybe(name(['eu.anthropic.claude-sonnet-4-6', 'arn:aws:bedrock:x'])),
  scope: maybe(name(['geo', 'global'])),
  attempts: fc.nat({ max: 4 }),
  failovers: fc.nat({ max: 3 }),
  decision: maybe(fc.json()),
  status: fc.constantFrom(200, 400, 429, 499, 502),
  outcome: fc.constantFrom('ok' as const, 'error' as const, 'cancelled' as const),
  errorCode: maybe(name(['rate_limited', 'upstream_error'])),
  inputTokens: maybe(count),
  cacheReadTokens: maybe(count),
  cacheWriteTokens: maybe(count),
  cacheWrite1hTokens: maybe(count),
  outputTokens: maybe(count),
  reasoningTokens: maybe(count),
  usageEstimated: fc.boolean(),
  costNanoUsd: maybe(fc.nat({ max: 90_000_000_000 })),
  ttftMs: maybe(tenths),
  durationMs: tenths,
  tokensPerSecond: maybe(tenths),
  streamed: fc.boolean(),
  warnings: fc.array(name(['dropped:top_k', 'changed:messages[3].content', 'approximated:x']), {
    maxLength: 3,
  }),
  charsBefore: maybe(count),
  charsAfter: maybe(count),
  savedTokens: maybe(count),
  savedNanoUsd: maybe(fc.nat({ max: 9_000_000_000 })),
});
