import { reduceRequest } from '../compression/reduce-request.ts';
import type { CompressionLevel } from '../compression/result-kind.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import type { Provider } from '../core/provider.ts';
import { type ReducedResult, reducedResults } from './reduced-results.ts';

/** Compression of one request after another, at the level in force. */
export interface Reducer {
  /** @param asked the client's `x-krouter-compress`; anything but a level leaves the configured one in force */
  reduce(request: ChatRequest, asked: string | undefined): Reduced;
  /** The provider, made to get every request as the client sent it. */
  exempt(provider: Provider): Provider;
}

export interface Reduced {
  readonly request: ChatRequest;
  /** Characters of tool results; 0 when nothing was looked at. */
  readonly charsBefore: number;
  readonly charsAfter: number;
}

/** Told of every request whose tool results were looked at. */
export type ReductionObserver = (
  sizes: { readonly before: number; readonly after: number },
  results: readonly ReducedResult[],
) => void;

/** Makes a reducer that keeps the original of each reduced request for as long as that one lives. */
export function createReducer(level: () => CompressionLevel, observe?: ReductionObserver): Reducer {
  const originals = new WeakMap<ChatRequest, ChatRequest>();
  const originalOf = (request: ChatRequest): ChatRequest => originals.get(request) ?? request;
  return {
    reduce(request, asked) {
      const { request: reduced, savings } = reduceRequest(request, isLevel(asked) ? asked : level());
      if (reduced !== request) originals.set(reduced, request);
      if (observe !== undefined && savings.charsBefore > 0) {
        const sizes = { before: savings.charsBefore, after: savings.charsAfter };
        observe(sizes, reducedResults(request, reduced, savings.results));
      }
      return { request: reduced, charsBefore: savings.charsBefore, charsAfter: savings.charsAfter };
    },
    exempt: (provider) => ({
      ...provider,
      send: (request, model, cancellation) => provider.send(originalOf(request), model, cancellation),
      countTokens: (request, model, cancellation) =>
        provider.countTokens(originalOf(request), model, cancellation),
    }),
  };
}

function isLevel(text: string | undefined): text is CompressionLevel {
  return text === 'off' || text === 'lossless' || text === 'compact';
}
