import { reduceRequest } from '../compression/reduce-request.ts';
import type { CompressionLevel } from '../compression/result-kind.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import { inputCharacters } from '../core/input-characters.ts';
import type { Provider } from '../core/provider.ts';
import type { Compressed } from '../metering/meter-state.ts';
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
  /** What a provider gets in place of the tool results; undefined when there are none or it gets them as they came. */
  at(provider: Provider): Compressed | undefined;
  /** Tells the observer, once a provider's answer is over. */
  answeredBy(provider: Provider): void;
}

/** Told of every request whose tool results were looked at and sent as compression left them. */
export type ReductionObserver = (
  sizes: { readonly before: number; readonly after: number },
  results: readonly ReducedResult[],
) => void;

/** Makes a reducer that keeps the original of each reduced request for as long as that one lives. */
export function createReducer(level: () => CompressionLevel, observe?: ReductionObserver): Reducer {
  const originals = new WeakMap<ChatRequest, ChatRequest>();
  const originalOf = (request: ChatRequest): ChatRequest => originals.get(request) ?? request;
  const exempted = new WeakSet<Provider>();
  return {
    reduce(request, asked) {
      const { request: reduced, savings } = reduceRequest(request, isLevel(asked) ? asked : level());
      if (reduced !== request) originals.set(reduced, request);
      const { charsBefore: before, charsAfter: after, results } = savings;
      const sizes = before === 0 ? undefined : { before, after, sent: () => inputCharacters(reduced) };
      const at = (provider: Provider) => (exempted.has(provider) ? undefined : sizes);
      return {
        request: reduced,
        at,
        answeredBy(provider) {
          if (observe === undefined || at(provider) === undefined) return;
          observe({ before, after }, reducedResults(request, reduced, results));
        },
      };
    },
    exempt(provider) {
      const exempt: Provider = {
        ...provider,
        send: (request, model, cancellation) => provider.send(originalOf(request), model, cancellation),
        countTokens: (request, model, cancellation) =>
          provider.countTokens(originalOf(request), model, cancellation),
      };
      exempted.add(exempt);
      return exempt;
    },
  };
}

function isLevel(text: string | undefined): text is CompressionLevel {
  return text === 'off' || text === 'lossless' || text === 'compact';
}
