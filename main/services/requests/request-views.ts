import type { LiveRequest, RequestRow, Tokens } from '../../../contract/request-row.ts';
import type { LiveMeter } from '../../metering/live-meter.ts';
import type { LedgerRow } from '../../platform/ports/ledger-store.ts';

/** A request in flight as the pages show it. */
export function toLiveRequest(meter: LiveMeter): LiveRequest {
  return {
    id: meter.requestId,
    startedAt: meter.startedAt,
    dialect: meter.dialect,
    app: meter.app,
    modelAsked: meter.model,
    provider: meter.provider,
    region: meter.region,
    attempts: meter.attempts,
    phase: meter.phase,
    ttftMs: meter.ttftMs,
    outputTokens: meter.outputTokens,
    estimated: meter.estimated,
    tokensPerSecond: meter.tokensPerSecond,
  };
}

/** A finished request as the pages show it. What nobody reported is absent. */
export function toRequestRow(row: LedgerRow): RequestRow {
  return {
    id: row.requestId,
    startedAt: row.startedAt,
    dialect: row.dialect,
    app: row.app,
    session: row.sessionId ?? undefined,
    modelAsked: row.model,
    provider: row.provider ?? undefined,
    region: row.region ?? undefined,
    model: row.upstreamModel ?? undefined,
    scope: row.scope ?? undefined,
    attempts: row.attempts,
    outcome: row.outcome,
    status: row.status,
    errorCode: row.errorCode ?? undefined,
    tokens: tokensOf(row),
    costUsd: row.costNanoUsd === null ? undefined : row.costNanoUsd / 1e9,
    ttftMs: row.ttftMs ?? undefined,
    durationMs: row.durationMs,
    tokensPerSecond: row.tokensPerSecond ?? undefined,
    streamed: row.streamed,
    warnings: [...row.warnings],
    compression:
      row.charsBefore === null ? undefined : { before: row.charsBefore, after: row.charsAfter ?? 0 },
    savedTokens: row.savedTokens ?? undefined,
    savedUsd: row.savedNanoUsd === null ? undefined : row.savedNanoUsd / 1e9,
  };
}

function tokensOf(row: LedgerRow): Tokens {
  return {
    input: row.inputTokens ?? undefined,
    cacheRead: row.cacheReadTokens ?? undefined,
    cacheWrite: row.cacheWriteTokens ?? undefined,
    cacheWrite1h: row.cacheWrite1hTokens ?? undefined,
    output: row.outputTokens ?? undefined,
    reasoning: row.reasoningTokens ?? undefined,
  };
}
