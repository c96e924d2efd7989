import { validationError } from '../aws-error.ts';
import type { ModelTraits } from '../catalog/model-traits.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { type ModelRequest, makeModelRequest } from '../validation/model-request.ts';
import { validateBody } from '../validation/validate-body.ts';
import { checkCapabilities } from './check-capabilities.ts';
import { checkConversation } from './check-conversation.ts';
import { checkToolConfig } from './check-tool-config.ts';
import { checkToolTurns } from './check-tool-turns.ts';
import type { ConverseRequest } from './converse-request.ts';
import { toMessagesBody } from './to-messages-body.ts';

const RULES = [checkConversation, checkToolConfig, checkToolTurns, checkCapabilities] as const;

/** A checked Converse body, as the simulated model reads it. @throws AwsError ValidationException with Bedrock's text */
export function readConverse(body: JsonObject, model: ModelTraits, stream: boolean): ModelRequest {
  const request: ConverseRequest = { body, model, stream };
  for (const rule of RULES) {
    const text = rule(request);
    if (text !== undefined) throw validationError(text);
  }
  const fields = objectOf(body['additionalModelRequestFields']);
  const messages = toMessagesBody(body);
  if (model.converse !== undefined) return makeModelRequest(messages, thinker(model, messages));
  const claude = makeModelRequest({ ...messages, ...fields }, model);
  validateBody(claude);
  return claude;
}

/** Models that show their reasoning do so unasked. */
function thinker(model: ModelTraits, body: JsonObject): ModelTraits {
  const called = objectOf(body['tool_choice'])['type'] !== undefined;
  return { ...model, thinksUnasked: model.converse?.reasons === true && !called };
}
