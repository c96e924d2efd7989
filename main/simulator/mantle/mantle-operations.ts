import { validationError } from '../aws-error.ts';
import { countBody } from '../model/prompt-segments.ts';
import { answerParts } from '../operations/answer-parts.ts';
import { wholeReply } from '../operations/invoke-model.ts';
import { paced } from '../operations/invoke-model-stream.ts';
import type { Operation } from '../operations/operation.ts';
import { parseBody } from '../operations/prepare-invocation.ts';
import type { StreamPart } from '../region/reply.ts';
import type { ScriptPart } from '../region/script.ts';
import { makeModelRequest } from '../validation/model-request.ts';
import { validateBody } from '../validation/validate-body.ts';
import { mantleModel } from './mantle-models.ts';
import { invocationMembers, prepareMessage } from './prepare-message.ts';
import { sseFrame } from './sse-frame.ts';

/** POST /anthropic/v1/messages: the first-party shape, model and stream in the body, answers as JSON or SSE. */
export const createMessage: Operation = {
  name: 'CreateMessage',
  plane: 'runtime',
  service: 'bedrock-mantle',
  run(call) {
    const { model, stream, request } = prepareMessage(call);
    const parts = answerParts({ ...call, id: model }, request, stream);
    if (!stream) return { ...wholeReply(call, parts), headers: JSON_HEADERS };
    return {
      kind: 'stream',
      framing: 'sse',
      parts: paced(parts.map(streamPart), call.state.options.tokenDelayMs ?? 0),
    };
  },
};

/** POST /anthropic/v1/messages/count_tokens. */
export const countMessageTokens: Operation = {
  name: 'CountMessageTokens',
  plane: 'runtime',
  service: 'bedrock-mantle',
  run(call) {
    const { model, ...body } = parseBody(call.body);
    const traits = typeof model === 'string' ? mantleModel(model) : undefined;
    if (traits === undefined) throw validationError(`model: ${String(model)} is not served by this endpoint`);
    if (body['max_tokens'] !== undefined) throw validationError('max_tokens: Extra inputs are not permitted');
    validateBody(makeModelRequest({ ...invocationMembers(call), ...body, max_tokens: 1 }, traits));
    return { kind: 'json', body: { input_tokens: countBody(body) }, headers: JSON_HEADERS };
  },
};

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

function streamPart(part: ScriptPart): StreamPart {
  if (part instanceof Uint8Array) return { bytes: Buffer.from(part), event: 'raw' };
  return 'type' in part ? sseFrame(part) : part;
}
