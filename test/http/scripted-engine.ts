import { AppError } from '../../main/core/app-error.ts';
import type { ChatEvent } from '../../main/core/chat-event.ts';
import { isContent } from '../../main/core/chat-event.ts';
import type { ChatRequest } from '../../main/core/chat-request.ts';
import type { ModelListing } from '../../main/core/model-listing.ts';
import type { Cancellation } from '../../main/core/provider.ts';
import type { Engine, EngineContext, OpenAnswer, Outcome } from '../../main/http/engine.ts';
import { createSseEventDecoder } from './anthropic-sse.ts';

/** Bytes as upstream sends them. Throwing breaks the connection, `cancellation` says when the client has left. */
export type Script = (cancellation: Cancellation) => AsyncGenerator<string | Uint8Array>;

export interface ScriptedEngine extends Engine {
  /** What the next calls of `open` stream. */
  script: Script;
  /** When set, `open` fails with it. */
  refusal: unknown;
  readonly requests: ChatRequest[];
  readonly contexts: EngineContext[];
  readonly seen: ChatEvent[];
  readonly outcomes: Outcome[];
  readonly cancelledAt: number[];
}

export const MODELS: readonly ModelListing[] = [
  { id: 'claude-sonnet-4-6', displayName: 'Claude Sonnet 4.6', ownedBy: 'aws' },
  { id: 'bedrock-us-east-1/anthropic.claude-sonnet-4-6', displayName: 'Sonnet in us-east-1' },
  { id: 'combo/regulated', displayName: 'regulated' },
];

/** An engine that plays bytes and keeps account of everything it was asked. */
export function createScriptedEngine(script: Script): ScriptedEngine {
  const engine: ScriptedEngine = {
    script,
    refusal: undefined,
    requests: [],
    contexts: [],
    seen: [],
    outcomes: [],
    cancelledAt: [],
    async open(request, context) {
      engine.requests.push(request);
      engine.contexts.push(context);
      const { cancellation } = context;
      cancellation.addEventListener('abort', () => engine.cancelledAt.push(performance.now()));
      context.report({ 'x-krouter-attempts': '1' });
      if (engine.refusal !== undefined) throw engine.refusal;
      return begin(engine, cancellation);
    },
    async countTokens(request, context) {
      engine.requests.push(request);
      engine.contexts.push(context);
      return { inputTokens: 42, estimated: true };
    },
    models: async () => MODELS,
  };
  return engine;
}

/** Reads up to the first content event, as routing does. */
async function begin(engine: ScriptedEngine, cancellation: Cancellation): Promise<OpenAnswer> {
  const decoder = createSseEventDecoder();
  const chunks = endOnCancel(engine.script(cancellation), cancellation);
  const firstEvents: ChatEvent[] = [];
  while (!firstEvents.some(isContent)) {
    const next = await chunks.next();
    if (next.done === true) {
      firstEvents.push(...decoder.end());
      break;
    }
    firstEvents.push(...decoder.push(next.value));
  }
  return {
    firstEvents,
    chunks,
    decoder,
    headers: { 'x-krouter-provider': 'bedrock-us-east-1', 'x-krouter-model': 'claude\r\n€' },
    see: (event) => engine.seen.push(event),
    close(outcome) {
      engine.outcomes.push(outcome);
    },
  };
}

/** Like a socket: a pending read fails the moment the request is cancelled. */
function endOnCancel(
  source: AsyncGenerator<string | Uint8Array>,
  cancellation: Cancellation,
): AsyncIterator<Uint8Array> {
  const cancelled = new Promise<never>((_resolve, reject) => {
    cancellation.addEventListener('abort', () => {
      reject(new AppError({ code: 'cancelled', message: 'The request was cancelled.' }));
    });
  });
  cancelled.catch(() => {});
  return {
    async next() {
      const next = await Promise.race([source.next(), cancelled]);
      if (next.done === true) return { done: true, value: undefined };
      const { value } = next;
      return { done: false, value: typeof value === 'string' ? Buffer.from(value) : value };
    },
  };
}

/** A script of fixed pieces. */
export function play(...pieces: readonly (string | Uint8Array)[]): Script {
  return async function* () {
    yield* pieces;
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
