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
}

/** The client's half of a wire format. Pure and synchronous. */
export interface ClientDialect {
  readonly name: DialectName;
  /** @throws AppError with the field's path when the body is not a valid request. */
  decodeRequest(body: unknown, headers: Headers): ChatRequest;
  /** The encoder of one streamed answer. */
  createEncoder(request: ChatRequest, context: AnswerContext): EventEncoder;
  /** The body of an answer that is not streamed. */
  encodeAnswer(answer: ChatAnswer, request: ChatRequest, context: AnswerContext): JsonObject;
  encodeError(error: AppError, requestId: string): EncodedError;
  /** `content-type` of a streamed answer. */
  readonly streamContentType: string;
  /** Bytes that keep a silent stream alive and mean nothing. */
  readonly keepAlive: string;
}

export interface EncodedError {
  readonly status: number;
  readonly body: JsonObject;
}

/** Turns events into the text to write. One per stream. */
export interface EventEncoder {
  push(event: ChatEvent): string;
}

/** Turns frames (or bytes) into events. One per stream. */
export interface EventDecoder<Frame> {
  push(frame: Frame): ChatEvent[];
  /** Called once when the input ends: whatever is still owed, or nothing. */
  end(): ChatEvent[];
}

/** What encoding for an upstream made of a request. */
export interface EncodedRequest {
  readonly body: JsonObject;
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
