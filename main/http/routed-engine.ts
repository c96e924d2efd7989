import { type AppError, toAppError } from '../core/app-error.ts';
import type { ChatEvent } from '../core/chat-event.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import type { DialectName } from '../core/dialect-name.ts';
import type { ModelListing } from '../core/model-listing.ts';
import type { TokenCount } from '../core/provider.ts';
import { mergeUsage, type Usage } from '../core/usage.ts';
import { warningsAt } from '../core/warnings-at.ts';
import { callingApp } from '../metering/app-name.ts';
import { meteredAttempt } from '../metering/metered-attempt.ts';
import type { Metering } from '../metering/metering.ts';
import type { RequestMeter } from '../metering/request-meter.ts';
import type { RoutedAnswer } from '../routing/routed-answer.ts';
import type { Router } from '../routing/router.ts';
import { RoutingError } from '../routing/routing-error.ts';
import { decisionHeaders, routedHeaders, savedHeader } from './answer-headers.ts';
import type { Engine, EngineContext, OpenAnswer, Outcome } from './engine.ts';
import type { Reduced, Reducer } from './reducer.ts';

export interface RoutedEngineParts {
  readonly router: Router;
  readonly metering: Metering;
  readonly reducer: Reducer;
}

/** The engine: compression, routing and metering of one request after another. */
export function createRoutedEngine(parts: RoutedEngineParts): Engine {
  return {
    open: (request, context) => open(parts, request, context),
    countTokens: (request, context) => countTokens(parts.router, request, context),
    models: async () => (await parts.router.models()).map(listing),
  };
}

async function open(
  { router, metering, reducer }: RoutedEngineParts,
  request: ChatRequest,
  context: EngineContext,
): Promise<OpenAnswer> {
  const { requestId, cancellation, headers, statusOf: failedStatus } = context;
  const { dialect, model, stream } = request;
  const calling = callingApp(headers);
  const meter = metering.begin({ requestId, dialect, model, stream, ...calling });
  try {
    const reduced = reducer.reduce(request, headers['x-krouter-compress']);
    const plan = await router.resolve(model);
    const routed = await router.attempt(plan, reduced.request, {
      cancellation,
      app: calling.app,
      onAttempt: (target) => meter.attempt(meteredAttempt(target, reduced.at(target.provider))),
    });
    return openAnswer(routed, meter, { request, reduced, failedStatus });
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error instanceof RoutingError) {
      meter.decide(JSON.stringify(error.decision));
      context.report(decisionHeaders(error.decision));
    }
    finishFailed(meter, error, cancellation.aborted ? 499 : failedStatus(error));
    throw error;
  }
}

interface Asked {
  readonly request: ChatRequest;
  readonly reduced: Reduced;
  failedStatus(error: AppError): number;
}

function openAnswer(routed: RoutedAnswer, meter: RequestMeter, asked: Asked): OpenAnswer {
  let usage: Usage = {};
  meter.decide(JSON.stringify(routed.decision));
  const lost = [...warningsAt(dialectOf(routed), asked.request.warnings), ...routed.warnings];
  meter.warn(lost);
  return {
    firstEvents: routed.firstEvents,
    chunks: routed.chunks,
    decoder: routed.decoder,
    headers: {
      ...routedHeaders(routed, lost),
      ...savedHeader(asked.reduced.at(routed.provider)),
    },
    see(event: ChatEvent) {
      meter.see(event);
      if (event.type === 'usage-update' || event.type === 'finish') usage = mergeUsage(usage, event.usage);
    },
    close(outcome: Outcome) {
      const error = outcome.status === 'failed' ? outcome.error : undefined;
      routed.finished({ ok: outcome.status === 'finished', usage, error });
      asked.reduced.answeredBy(routed.provider);
      if (outcome.status === 'finished') meter.finish({ outcome: 'ok', status: 200 });
      else if (outcome.status === 'cancelled') meter.finish({ outcome: 'cancelled', status: 499 });
      // A stream has had its status when it began.
      else finishFailed(meter, outcome.error, asked.request.stream ? 200 : asked.failedStatus(outcome.error));
    },
  };
}

/** What the upstream that answers speaks. */
function dialectOf({ firstEvents }: RoutedAnswer): DialectName | undefined {
  return firstEvents.find((event) => event.type === 'start')?.dialect;
}

function finishFailed(meter: RequestMeter, error: AppError, status: number): void {
  meter.finish({ outcome: status === 499 ? 'cancelled' : 'error', status, errorCode: error.code });
}

/** Asks the targets in the plan's order; one that cannot count, or can only guess, makes way for the next. */
async function countTokens(
  router: Router,
  request: ChatRequest,
  context: EngineContext,
): Promise<TokenCount> {
  const plan = await router.resolve(request.model);
  let failure: AppError | undefined;
  let guess: TokenCount | undefined;
  for (const { provider, model } of plan.groups.flat()) {
    try {
      const count = await provider.countTokens(request, model, context.cancellation);
      if (!count.estimated) return count;
      guess ??= count;
    } catch (thrown) {
      failure = toAppError(thrown);
      if (failure.retry === 'never') throw failure;
    }
  }
  if (guess !== undefined) return guess;
  throw failure ?? toAppError(new TypeError('a plan without targets'));
}

function listing(entry: Awaited<ReturnType<Router['models']>>[number]): ModelListing {
  const { name, displayName, contextTokens, maxOutputTokens, capabilities } = entry;
  return { id: name, displayName, ownedBy: 'krouter', contextTokens, maxOutputTokens, capabilities };
}
