import type { CallLine, ClientEndpoint, ClientProtocol, EndpointCall } from '../../core/client-protocol.ts';
import type { ClientDialect } from '../../core/codec.ts';
import { converseDialect, invokeDialect } from './bedrock-converse-dialect.ts';
import {
  getFoundationModel,
  getInferenceProfile,
  listFoundationModels,
  listInferenceProfiles,
} from './control-plane.ts';
import { decodeCountTokens } from './decode-count-tokens.ts';
import { decodeInvoke } from './decode-invoke.ts';
import { decodeConverse } from './decode-request.ts';

/** InvokeModel's body is bytes to the SDKs, which name no type for it. */
const ANY_JSON = { as: 'json' } as const;

/** Amazon Bedrock as its SDKs speak it: runtime and the lists of its control plane. */
export const bedrockConverseProtocol: ClientProtocol = {
  name: 'bedrock-converse',
  endpoints: [
    invoke('invoke', false),
    invoke('invoke-with-response-stream', true),
    converse('converse', false),
    converse('converse-stream', true),
    {
      kind: 'count-tokens',
      paths: pathsOf('/model/*id/count-tokens'),
      dialect: converseDialect,
      body: ANY_JSON,
      decode: (call) => decodeCountTokens(call.body, idOf(call)),
      encode: ({ inputTokens }) => ({ inputTokens }),
    },
    list('/foundation-models', listFoundationModels),
    list('/foundation-models/*id', getFoundationModel),
    list('/inference-profiles', listInferenceProfiles),
    list('/inference-profiles/*id', getInferenceProfile),
  ],
  claims,
};

function invoke(operation: string, stream: boolean): ClientEndpoint {
  return {
    kind: 'chat',
    paths: pathsOf(`/model/*id/${operation}`),
    dialect: invokeDialect,
    body: ANY_JSON,
    decode: (call) => decodeInvoke(call.body, { model: idOf(call), stream, headers: call.headers }),
  };
}

function converse(operation: string, stream: boolean): ClientEndpoint {
  return {
    kind: 'chat',
    paths: pathsOf(`/model/*id/${operation}`),
    dialect: converseDialect,
    body: ANY_JSON,
    decode: (call) => decodeConverse(call.body, { model: idOf(call), stream }),
  };
}

type Answer = Extract<ClientEndpoint, { kind: 'info' }>['answer'];

function list(path: string, answer: Answer): ClientEndpoint {
  return { kind: 'info', method: 'GET', paths: pathsOf(path), dialect: converseDialect, answer };
}

/** The SDKs take a host and write the path themselves; others are given a base URL of their own. */
function pathsOf(path: string): readonly string[] {
  return [path, `/bedrock${path}`];
}

/** An id with raw slashes, as in an ARN, spans several segments. */
function idOf({ params }: EndpointCall): string {
  return params['id'] ?? '';
}

const OURS = /^(?:\/bedrock)?\/(?:model|foundation-models|inference-profiles|guardrail|async-invoke)(?:\/|$)/;

/** By path; also every signed call, since whoever signs is an AWS SDK and reads AWS's errors. */
function claims({ path, headers }: CallLine): ClientDialect | undefined {
  if (path.endsWith('/invoke') || path.endsWith('/invoke-with-response-stream')) {
    return OURS.test(path) ? invokeDialect : undefined;
  }
  const signed = headers['authorization']?.startsWith('AWS4-HMAC-SHA256') === true;
  return signed || path === '/bedrock' || OURS.test(path) ? converseDialect : undefined;
}
