import { validationError } from '../aws-error.ts';
import { type JsonObject, objectOf } from '../json.ts';
import type { Call } from '../operations/operation.ts';
import { parseBody } from '../operations/prepare-invocation.ts';
import { checkReplayedThinking } from '../validation/check-replayed-thinking.ts';
import { extra, type ModelRequest, makeModelRequest } from '../validation/model-request.ts';
import { validateBody } from '../validation/validate-body.ts';
import { mantleModel } from './mantle-models.ts';

export interface MantleRequest {
  /** The id in the body. */
  readonly model: string;
  readonly stream: boolean;
  /** The body as InvokeModel would have it: what is common to both has been checked. */
  readonly request: ModelRequest;
}

/** The first-party version, by what InvokeModel calls the same. */
const VERSIONS: Readonly<Record<string, string>> = {
  '2023-06-01': 'bedrock-2023-05-31',
  '2026-10-21': '2026-10-21',
};

/** Members that only InvokeModel takes. */
const FOREIGN = ['anthropic_version', 'anthropic_beta'];

/** Checks headers and the whole body. @throws AwsError with the API's text. */
export function prepareMessage(call: Call): MantleRequest {
  const { model, stream, cache_control: _automatic, ...body } = parseBody(call.body);
  if (typeof model !== 'string') throw validationError('model: Field required');
  if (stream !== undefined && typeof stream !== 'boolean') {
    throw validationError('stream: Input should be a valid boolean');
  }
  const foreign = FOREIGN.find((name) => Object.hasOwn(body, name));
  if (foreign !== undefined) throw validationError(extra(foreign));
  refuseUrls(body['messages'], 'messages');
  const traits = mantleModel(model);
  if (traits === undefined) throw validationError(`model: ${model} is not served by this endpoint`);
  const request = makeModelRequest({ ...invocationMembers(call), ...body }, traits);
  validateBody(request);
  const broken = checkReplayedThinking(request, call.state.signer);
  if (broken !== undefined) throw validationError(broken);
  return { model, stream: stream === true, request };
}

/** What stands in headers here and in the body there. */
export function invocationMembers({ headers }: Call): JsonObject {
  const version = headers['anthropic-version'];
  const known =
    typeof version === 'string' && Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
  if (version === undefined) throw validationError('anthropic-version: header is required');
  if (known === undefined)
    throw validationError(`anthropic-version: "${String(version)}" is not a valid version`);
  const betas = headers['anthropic-beta'];
  return typeof betas === 'string' && betas !== ''
    ? { anthropic_version: known, anthropic_beta: betas.split(',').map((flag) => flag.trim()) }
    : { anthropic_version: known };
}

/** Images and documents must come with the request: this endpoint fetches nothing. */
function refuseUrls(value: unknown, path: string): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) refuseUrls(item, `${path}.${index}`);
    return;
  }
  const { source, content } = objectOf(value);
  const kind = objectOf(source)['type'];
  if (kind === 'url' || kind === 'file') {
    throw validationError(`${path}.source: sources of type '${kind}' are not supported on this endpoint`);
  }
  if (content !== undefined) refuseUrls(content, `${path}.content`);
}
