import type { AppError } from './app-error.ts';
import type { ChatAnswer } from './chat-answer.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatRequest, Warning } from './chat-request.ts';
import type { DialectName } from './dialect-name.ts';
import type { JsonObject } from './json.ts';

/** Header names in lower case; repeated headers joined with a comma. */
export type Headers = { readonly [name: string]: string | undefined };

/** What an answer needs that a pure codec cannot make up: no clock, no randomness inside. */
export interface AnswerContext {
  /** kRouter's id of the request, e.g. `req_01J…`. */
  readonly requestId: string;
  /** Seconds since 1970, for `created`. */
  readonly createdAt: number;
  /** Milliseconds since the request came, for formats that tell how long an answer took. */
  elapsedMs?(): number;
}

/** The client's half of a wire format. Pure and synchronous. */
export interface ClientDialect<
  Output extends string | Uint8Array = string | Uint8Array,
  Fault extends ErrorBody = ErrorBody,
> {
  readonly name: DialectName;
  /** @throws AppError with the field's path when the body is not a valid request. */
  decodeRequest(body: unknown, headers: Headers): ChatRequest;
  /** The encoder of one streamed answer. */
  createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder<Output>;
  /** The body of an answer that is not streamed. */
  encodeAnswer(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject;
  encodeError(error: AppError, requestId: string): EncodedError<Fault>;
  /** `content-type` of a streamed answer. */
  readonly streamContentType: string;
  /** What keeps a silent stream alive and means nothing; empty where the format has no such thing. */
  readonly keepAlive: Output;
  /** The header in which this format's clients look for the request's id; `x-request-id` unless said otherwise. */
  readonly requestIdHeader?: string;
}

export interface EncodedError<Body extends ErrorBody = ErrorBody> {
  readonly status: number;
  readonly body: Body;
  /** What the format says in headers, and `content-type` where it is not `application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Bytes are sent as they are, anything else as JSON. */
export type ErrorBody = JsonObject | readonly JsonObject[] | Uint8Array;

/** Turns events into what to write. One per stream. */
export interface EventEncoder<Output extends string | Uint8Array = string | Uint8Array> {
  push(event: ChatEvent): Output;
  /** In place of the dialect's, where it takes the request to write one. */
  readonly keepAlive?: Output;
}

/** The upstream's half of a wire format. Pure and synchronous. `Body` is bytes where the format is not JSON. */
export interface UpstreamDialect<Body extends JsonObject | Uint8Array = JsonObject> {
  readonly name: DialectName;
  /** @throws AppError `unsupported` for what the format cannot carry and the model would miss */
  encodeRequest(request: ChatRequest, options: UpstreamOptions): EncodedRequest<Body>;
  /** Reads the bytes of one streamed answer. */
  createDecoder(restore: Restore): EventDecoder<Uint8Array>;
  /** What a refused call means. `text` is its body. */
  decodeError(status: number, text: string, headers: Headers): AppError;
}

/** What an encoder must know of the target. */
export interface UpstreamOptions {
  /** The upstream's own id of the model. */
  readonly model: string;
  /** For clients that send no limit, in tokens. */
  readonly defaultMaxTokens: number;
  /** The model's own limit, where it is known. */
  readonly maxOutputTokens?: number;
  /** How much the model can read and write in all, in tokens, where it is known. */
  readonly contextTokens?: number;
}

/** Turns frames (or bytes) into events. One per stream. */
export interface EventDecoder<Frame> {
  push(frame: Frame): ChatEvent[];
  /** Called once when the input ends: whatever is still owed, or nothing. */
  end(): ChatEvent[];
}

/** What encoding for an upstream made of a request. */
export interface EncodedRequest<Body extends JsonObject | Uint8Array = JsonObject> {
  readonly body: Body;
  readonly warnings: readonly Warning[];
  /** What the decoder of the answer needs to undo. */
  readonly restore: Restore;
}

/** How to give the client back its own names for what had to be renamed on the way up. */
export interface Restore {
  /** Upstream tool name -> the client's. */
  readonly toolNames?: ReadonlyMap<string, string>;
  /** The tool that stands in for structured output: its arguments are the answer's text. */
  readonly outputTool?: string;
}
