import type { Usage } from '../core/usage.ts';
import type { LedgerRow } from '../platform/ports/ledger-store.ts';
import { cleanName } from './clean-name.ts';
import { outputTokens } from './live-meter.ts';
import type { Compressed, MeteredAttempt, MeteredOutcome, MeterState } from './meter-state.ts';
import { costOf, isPriceable, type Price, type PricedTarget } from './prices.ts';
import { tokensPerSecond, toTenths } from './rates.ts';
import { savingsOf } from './savings.ts';

interface Closing {
  /** Monotonic milliseconds. */
  readonly ended: number;
  readonly priceOf: (target: PricedTarget) => Price | undefined;
}

const MAX_NAME = 256;
const MAX_DECISION = 16_384;
const MAX_WARNINGS = 32;

/** The row of a request that is over. */
export function ledgerRowOf(state: MeterState, outcome: MeteredOutcome, closing: Closing): LedgerRow {
  const { request, target } = state;
  const broken = outcome.outcome !== 'ok' && !state.complete && state.chars > 0;
  const usage = broken ? { ...state.usage, outputTokens: outputTokens(state).count } : state.usage;
  const price = target === undefined ? undefined : closing.priceOf(pricedTargetOf(target));
  return {
    requestId: request.requestId,
    startedAt: state.startedAt,
    dialect: request.dialect,
    app: request.app,
    sessionId: request.sessionId,
    model: cleanName(request.model, MAX_NAME),
    provider: target?.provider ?? null,
    providerType: target?.providerType ?? null,
    region: target?.region ?? null,
    upstreamModel: target === undefined ? null : cleanName(target.model.id, MAX_NAME),
    scope: target?.model.scope ?? null,
    attempts: state.attempts,
    failovers: state.failovers,
    decision: state.decision !== null && state.decision.length <= MAX_DECISION ? state.decision : null,
    status: outcome.status,
    outcome: outcome.outcome,
    errorCode: outcome.outcome === 'ok' ? null : (outcome.errorCode ?? state.errorCode),
    ...counts(usage),
    usageEstimated: broken,
    costNanoUsd: cost(state, usage, price),
    ...timing(state, usage, closing.ended),
    streamed: request.stream,
    warnings: warnings(state),
    charsBefore: target?.compressed?.before ?? null,
    charsAfter: target?.compressed?.after ?? null,
    ...savings(target?.compressed, usage, price),
  };
}

function counts(usage: Usage) {
  return {
    inputTokens: usage.inputTokens ?? null,
    cacheReadTokens: usage.cacheReadTokens ?? null,
    cacheWriteTokens: usage.cacheWriteTokens ?? null,
    cacheWrite1hTokens: usage.cacheWrite1hTokens ?? null,
    outputTokens: usage.outputTokens ?? null,
    reasoningTokens: usage.reasoningTokens ?? null,
  };
}

/** A request that no upstream began to answer was free; one whose count or price is unknown is unpriced. */
function cost(state: MeterState, usage: Usage, price: Price | undefined): number | null {
  const untouched = state.firstContent < 0 && Object.keys(usage).length === 0;
  if (untouched) return 0;
  return price === undefined || !isPriceable(usage) ? null : costOf(usage, price);
}

/** What the price of an attempt depends on. */
export function pricedTargetOf({ model, region, providerType }: MeteredAttempt): PricedTarget {
  const { baseId, scope, geography } = model;
  return { baseId, scope, geography, region, providerType };
}

function savings(compressed: Compressed | undefined, usage: Usage, price: Price | undefined) {
  const saved = compressed === undefined ? 0 : compressed.before - compressed.after;
  const { tokens, nanoUsd } = savingsOf({ saved, sent: () => compressed?.sent() ?? 0 }, usage, price);
  return { savedTokens: tokens, savedNanoUsd: nanoUsd };
}

function timing(state: MeterState, usage: Usage, ended: number) {
  const answered = state.firstContent >= 0;
  return {
    ttftMs: answered ? toTenths(state.firstContent - state.began) : null,
    durationMs: toTenths(ended - state.began),
    tokensPerSecond: answered ? tokensPerSecond(usage.outputTokens ?? 0, ended - state.firstContent) : null,
  };
}

/** Only codes and field paths: a detail might quote the request. */
function warnings(state: MeterState): readonly string[] {
  return state.warnings
    .slice(0, MAX_WARNINGS)
    .map(({ code, param }) => cleanName(`${code}:${param}`, MAX_NAME));
}
