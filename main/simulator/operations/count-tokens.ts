import { validationError } from '../aws-error.ts';
import { findModel } from '../catalog/resolve-model.ts';
import { readConverse } from '../converse/read-converse.ts';
import { objectOf } from '../json.ts';
import { countBody } from '../model/prompt-segments.ts';
import { makeModelRequest } from '../validation/model-request.ts';
import { validateBody } from '../validation/validate-body.ts';
import type { Operation } from './operation.ts';
import { parseBody } from './prepare-invocation.ts';

const NOT_COUNTED = "The provided model doesn't support counting tokens.";

/** POST /model/{id}/count-tokens for a body of InvokeModel or of Converse. */
export const countTokens: Operation = {
  name: 'CountTokens',
  plane: 'runtime',
  service: 'bedrock',
  run(call) {
    const { catalog, options } = call.state;
    const found = findModel(call.id, catalog);
    if (!found) throw validationError('The provided model identifier is invalid.');
    if (found.via !== 'foundation-model' && options.countTokensTakes !== 'any') {
      throw validationError(NOT_COUNTED);
    }
    if (found.model.converse !== undefined) throw validationError(NOT_COUNTED);
    const input = objectOf(parseBody(call.body)['input']);
    if (input['converse'] !== undefined) {
      const counted = { inferenceConfig: { maxTokens: 1 }, ...objectOf(input['converse']) };
      return {
        kind: 'json',
        body: { inputTokens: countBody(readConverse(counted, found.model, false).body) },
      };
    }
    const { body } = objectOf(input['invokeModel']);
    if (typeof body !== 'string') throw validationError('input.invokeModel.body: Field required');
    const inner = parseBody(Buffer.from(body, 'base64'));
    validateBody(makeModelRequest(inner, found.model));
    return { kind: 'json', body: { inputTokens: countBody(inner) } };
  },
};
