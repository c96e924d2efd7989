import type { AppError } from '../core/app-error.ts';
import type { ChatEvent } from '../core/chat-event.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import type { EventDecoder, Headers } from '../core/codec.ts';
import type { ModelListing } from '../core/model-listing.ts';
import type { Cancellation, TokenCount } from '../core/provider.ts';

/** What stands behind the edge: compression, routing, providers and metering, seen as three calls. */
export interface Engine {
  /**
   * Finds a target that answers. Resolves at the first content event.
   * @throws AppError when no target does; after that nothing of the request is left open.
   */
  open(request: ChatRequest, context: EngineContext): Promise<OpenAnswer>;
  /** @throws AppError */
  countTokens(request: ChatRequest, context: EngineContext): Promise<TokenCount>;
  /** Every name a client may put into `model`. */
  models(): Promise<readonly ModelListing[]>;
}

export interface EngineContext {
  readonly requestId: string;
  /** Fires when the client hangs up or kRouter shuts down. */
  readonly cancellation: Cancellation;
  readonly headers: Headers;
  /** The HTTP status an error has in the client's dialect, for the ledger. */
  statusOf(error: AppError): number;
  /** Headers that the answer shall carry even when `open` fails, e.g. `x-krouter-attempts`. */
  report(headers: AnswerHeaders): void;
}

export type AnswerHeaders = { readonly [name: string]: string };

/** An answer under way. Whoever got it calls `close` exactly once. */
export interface OpenAnswer {
  /** What was decoded up to and including the first content event. Not yet seen by the meter. */
  readonly firstEvents: readonly ChatEvent[];
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly decoder: EventDecoder<Uint8Array>;
  /** `x-krouter-provider`, `-model`, `-attempts`, `-decision`, `-warnings`. */
  readonly headers: AnswerHeaders;
  /** The meter: called once for every event that goes to the client, before it is encoded. */
  see(event: ChatEvent): void;
  /** Drops the upstream connection unless its body has ended, and closes the books. */
  close(outcome: Outcome): void;
}

/** How an answer ended, for the ledger. */
export type Outcome =
  | { readonly status: 'finished' }
  | { readonly status: 'failed'; readonly error: AppError }
  /** The client hung up or stopped reading. */
  | { readonly status: 'cancelled' };
