import type { ChatRequest } from '../../core/chat-request.ts';
import type { AnswerContext } from '../../core/codec.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Usage } from '../../core/usage.ts';
import { encodeUsage } from './usage.ts';

/** The records of one stream. All that stays the same from chunk to chunk is serialised once. */
export interface ChunkFrame {
  /** `head` + JSON of a delta + `tail` is one record. */
  readonly head: string;
  readonly tail: string;
  finish(finishReason: string): string;
  /** The usage record, empty when the client did not ask for one: old clients read `choices[0]` of every chunk. */
  usage(usage: Usage): string;
}

/** Makes the frame of one stream. */
export function createChunkFrame(request: ChatRequest, context: AnswerContext): ChunkFrame {
  const constants = { created: context.createdAt, model: request.model };
  const opening = JSON.stringify({
    id: completionId(context),
    object: 'chat.completion.chunk',
    ...constants,
  });
  const envelope = `data: ${opening.slice(0, -1)},"choices":[`;
  const hasUsage = includesUsage(request);
  const closing = hasUsage ? '}],"usage":null}\n\n' : '}]}\n\n';
  const head = `${envelope}{"index":0,"delta":`;
  return {
    head,
    tail: `,"logprobs":null,"finish_reason":null${closing}`,
    finish: (reason) => `${head}{},"logprobs":null,"finish_reason":${JSON.stringify(reason)}${closing}`,
    usage: (usage) => (hasUsage ? `${envelope}],"usage":${JSON.stringify(encodeUsage(usage))}}\n\n` : ''),
  };
}

/** The answer's id: the request's own, under OpenAI's prefix. */
export function completionId(context: AnswerContext): string {
  return `chatcmpl-${context.requestId.replace(/^req_/, '')}`;
}

function includesUsage(request: ChatRequest): boolean {
  return optionsOf(request)['include_usage'] === true;
}

function optionsOf(request: ChatRequest): JsonObject {
  const options = isJsonObject(request.source) ? request.source['stream_options'] : undefined;
  return isJsonObject(options) ? options : {};
}
