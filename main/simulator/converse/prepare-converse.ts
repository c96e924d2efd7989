import { resolveModel } from '../catalog/resolve-model.ts';
import type { Call } from '../operations/operation.ts';
import { parseBody } from '../operations/prepare-invocation.ts';
import type { ModelRequest } from '../validation/model-request.ts';
import { readConverse } from './read-converse.ts';

/** Resolves the model and checks the whole body. @throws AwsError with Bedrock's text */
export function prepareConverse(call: Call, stream: boolean): ModelRequest {
  const { state } = call;
  const { model } = resolveModel(call.id, {
    catalog: state.catalog,
    now: state.now(),
    apostrophe: state.options.apostrophe ?? 'curly',
  });
  return readConverse(parseBody(call.body), model, stream);
}
