import type { AppError } from '../core/app-error.ts';
import type { ChatEvent } from '../core/chat-event.ts';
import type { ChatRequest, Warning } from '../core/chat-request.ts';
import type { EventDecoder } from '../core/codec.ts';
import type { Provider, ResolvedModel } from '../core/provider.ts';
import { mergeUsage, type Usage } from '../core/usage.ts';
import { cachedPrefix } from './affinity.ts';
import { cancelled } from './attempt-guard.ts';
import type { DecisionRecord } from './decision.ts';
import type { Engine } from './engine.ts';
import type { OpenUpstream } from './open-upstream.ts';
import { settledCost } from './quota-cost.ts';
import type { Target } from './target.ts';
import type { TargetCall } from './target-call.ts';

/** An answer that has begun. From here on no other target may answer; whoever reads it ends with `finished`. */
export interface RoutedAnswer {
  /**
   * Everything decoded so far, in order, the first content included. Read it first, through a fresh event grammar,
   * then go on with `chunks` and `decoder`.
   */
  readonly firstEvents: readonly ChatEvent[];
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly decoder: EventDecoder<Uint8Array>;
  readonly provider: Provider;
  readonly model: ResolvedModel;
  /** Upstream's own id of the request. */
  readonly upstreamRequestId?: string;
  /** Upstream calls made, the answering one included. */
  readonly attempts: number;
  /** From the answering attempt's start to its first content, milliseconds. */
  readonly ttftMs: number;
  readonly decision: DecisionRecord;
  readonly warnings: readonly Warning[];
  /** Tells health, quota and affinity how it went, and drops the connection. Only the first call counts. */
  finished(outcome: AnswerOutcome): void;
  /** Drops the connection. Safe to call more than once. */
  close(): void;
}

export interface AnswerOutcome {
  /** The answer is complete. */
  readonly ok: boolean;
  /** Of the answering attempt; for the caller's own records, the router has measured it itself. */
  readonly ttftMs?: number;
  /** As far as it was reported, also after a failure. */
  readonly usage?: Usage;
  /** Why it is not complete; absent means that the client went away. */
  readonly error?: AppError;
}

/** What the successful attempt left behind. */
export interface Committed {
  readonly target: Target;
  readonly call: TargetCall;
  readonly upstream: OpenUpstream;
  readonly ttftMs: number;
  readonly decision: DecisionRecord;
  readonly warnings: readonly Warning[];
  readonly request: ChatRequest;
}

/** Hands a begun answer to its reader. */
export function createRoutedAnswer(engine: Engine, committed: Committed): RoutedAnswer {
  const { target, upstream, decision, ttftMs } = committed;
  const startUsage = usageOf(upstream.firstEvents);
  let isFinished = false;
  // Before the end only what upstream has reported counts: silence about the cache may still be broken.
  if (reportsCache(startUsage)) learnCache(engine, committed, startUsage);
  return {
    firstEvents: upstream.firstEvents,
    chunks: upstream.answer.chunks,
    decoder: upstream.decoder,
    provider: target.provider,
    model: target.model,
    upstreamRequestId: upstream.answer.requestId,
    attempts: decision.attempts.length,
    ttftMs,
    decision,
    warnings: [...upstream.answer.warnings, ...committed.warnings],
    close: upstream.close,
    finished(outcome) {
      upstream.close();
      if (isFinished) return;
      isFinished = true;
      const usage = mergeUsage(startUsage, outcome.usage);
      const cost = settledCost(usage, target);
      if (outcome.ok) committed.call.succeed(cost);
      else committed.call.fail(outcome.error ?? cancelled(), cost);
      if (outcome.ok || reportsCache(usage)) learnCache(engine, committed, usage);
    },
  };
}

function learnCache(engine: Engine, committed: Committed, usage: Usage): void {
  const { request, target, decision } = committed;
  const cached = cachedPrefix(target.key, request, usage);
  if (cached === undefined) return;
  engine.affinity.hold(decision.affinity.conversation, cached, engine.clock.monotonic());
}

function reportsCache({ cacheReadTokens, cacheWriteTokens }: Usage): boolean {
  return cacheReadTokens !== undefined || cacheWriteTokens !== undefined;
}

function usageOf(events: readonly ChatEvent[]): Usage {
  let usage: Usage = {};
  for (const event of events) {
    if (event.type === 'start' || event.type === 'usage-update') usage = mergeUsage(usage, event.usage);
  }
  return usage;
}
