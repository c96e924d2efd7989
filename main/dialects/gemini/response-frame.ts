import type { StartEvent } from '../../core/chat-event.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { isGeminiBackend } from './gemini-backend.ts';

/** Who answers, as every record of an answer says it. */
export interface AnswerIdentity {
  readonly modelVersion: string;
  readonly responseId: string;
}

/** The upstream's own names where it speaks this format; else the model as the client named it, and kRouter's id. */
export function identityOf(
  start: Pick<StartEvent, 'dialect' | 'source'> | undefined,
  request: ChatRequest,
  { requestId }: AnswerContext,
): AnswerIdentity {
  const own: JsonObject =
    start !== undefined && isGeminiBackend(start.dialect) ? (parseJsonObject(start.source ?? '') ?? {}) : {};
  const { modelVersion, responseId } = own;
  return {
    modelVersion: typeof modelVersion === 'string' ? modelVersion : request.model,
    responseId: typeof responseId === 'string' ? responseId : requestId.replace(/^req_/, ''),
  };
}

/** What stands around a part in a record with one part. */
export interface PartFrame {
  readonly head: string;
  readonly tail: string;
}

/** Serialised once a stream: from delta to delta only the part differs. */
export function createPartFrame(identity: AnswerIdentity): PartFrame {
  return {
    head: '{"candidates":[{"content":{"parts":[',
    tail: `],"role":"model"},"index":0}],${JSON.stringify(identity).slice(1)}`,
  };
}
