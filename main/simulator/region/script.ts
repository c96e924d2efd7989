import type { JsonObject } from '../json.ts';
import type { StreamEvent } from '../model/answer-events.ts';
import type { RecordedRequest } from './recorded-request.ts';

/** A request that has passed every check, as a script sees it. */
export interface ScriptRequest {
  readonly modelId: string;
  readonly body: JsonObject;
  readonly stream: boolean;
  readonly record: RecordedRequest;
}

/** One part of a scripted answer: an event to frame, bytes to send as they are, or a pause. */
export type ScriptPart = StreamEvent | Uint8Array | { readonly waitMs: number };

/** Answers in the model's place; undefined leaves the request to the model. */
export type ScriptHandler = (request: ScriptRequest) => readonly ScriptPart[] | undefined;
