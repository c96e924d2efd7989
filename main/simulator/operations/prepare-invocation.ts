import { validationError } from '../aws-error.ts';
import { resolveModel } from '../catalog/resolve-model.ts';
import { type JsonObject, parseObject } from '../json.ts';
import { checkReplayedThinking } from '../validation/check-replayed-thinking.ts';
import { type ModelRequest, makeModelRequest } from '../validation/model-request.ts';
import { validateBody } from '../validation/validate-body.ts';
import type { Call } from './operation.ts';

/** Resolves the model and checks the whole body. @throws AwsError with Bedrock's text. */
export function prepareInvocation(call: Call): ModelRequest {
  const { state } = call;
  const { model } = resolveModel(call.id, {
    catalog: state.catalog,
    now: state.now(),
    apostrophe: state.options.apostrophe ?? 'curly',
  });
  if (model.converse !== undefined) throw validationError(NATIVE_BODY);
  const request = makeModelRequest(parseBody(call.body), model);
  validateBody(request);
  const broken = checkReplayedThinking(request, state.signer);
  if (broken !== undefined) throw validationError(broken);
  return request;
}

/** What another vendor's model says to Claude's body. Bodies of their own are not simulated. */
const NATIVE_BODY =
  'Malformed input request: #: extraneous key [anthropic_version] is not permitted, please reformat your input and try again.';

/** The body as a JSON object. @throws AwsError ValidationException. */
export function parseBody(body: Buffer): JsonObject {
  const parsed = parseObject(body.toString('utf8'));
  if (!parsed) throw validationError('Malformed input request, please reformat your input and try again.');
  return parsed;
}
