import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { EndpointCall } from '../../core/client-protocol.ts';
import type { Headers } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray, readOptionalString, readString } from '../../core/read-field.ts';
import { decodeCountTokens } from '../anthropic/count-tokens.ts';
import { decodeRequest } from '../anthropic/decode-request.ts';
import { decodeClaudeName } from './model-name.ts';

/**
 * `rawPredict` and `streamRawPredict` of a Claude: a Messages body whose model stands in the path. The body is passed on
 * raw, so its own `stream` decides; the verb speaks for a body that has none.
 * @throws AppError with the field's path when it is not valid.
 */
export function decodeClaudeCall(call: EndpointCall): ChatRequest {
  const { members, headers } = openEnvelope(call.body, call.headers);
  const { model } = call.params;
  if (model === undefined) throw invalidRequest('model', 'The path names no model.');
  const stream = members['stream'] ?? call.path.endsWith(':streamRawPredict');
  return decodeRequest({ ...members, model: decodeClaudeName(model), stream }, headers);
}

/** `count-tokens:rawPredict`, where the model stays in the body. @throws AppError */
export function decodeClaudeCount(call: EndpointCall): ChatRequest {
  const { members, headers } = openEnvelope(call.body, call.headers);
  return decodeCountTokens(withModel(members), headers);
}

/** A body by itself, its model inside. @throws AppError */
export function decodeClaudeBody(body: unknown, headers: Headers): ChatRequest {
  const envelope = openEnvelope(body, headers);
  return decodeRequest(withModel(envelope.members), envelope.headers);
}

interface Envelope {
  readonly members: JsonObject;
  readonly headers: Headers;
}

/** The version Vertex calls its own is that of Anthropic's first API. */
const OWN_VERSION = /^vertex-2023-/;
const FIRST_VERSION = '2023-06-01';

/** Takes off what only Vertex puts into the body. */
function openEnvelope(body: unknown, headers: Headers): Envelope {
  const { anthropic_version: _version, anthropic_beta: _beta, ...members } = asObject(body, 'body');
  const sent = asObject(body, 'body');
  const version = readOptionalString(sent, 'anthropic_version');
  const betas = [...readOptionalArray(sent, 'anthropic_beta'), ...readOptionalArray(sent, 'betas')];
  return {
    members: betas.length === 0 ? members : { ...members, betas },
    headers:
      version === undefined
        ? headers
        : { ...headers, 'anthropic-version': OWN_VERSION.test(version) ? FIRST_VERSION : version },
  };
}

function withModel(members: JsonObject): JsonObject {
  return { ...members, model: decodeClaudeName(readString(members, 'model')) };
}
