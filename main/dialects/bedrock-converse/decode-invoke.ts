import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { Headers } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray } from '../../core/read-field.ts';
import { decodeCountTokens } from '../anthropic/count-tokens.ts';
import { decodeRequest } from '../anthropic/decode-request.ts';
import { decodeModel } from '../openai-vocabulary/decode-model.ts';
import { optionsOfHeaders } from './runtime-options.ts';

/** What an InvokeModel call says outside its body. */
export interface InvokeTarget {
  readonly model: string;
  readonly stream: boolean;
  readonly headers: Headers;
}

/** The body of InvokeModel: Claude's Messages in Bedrock's envelope. @throws AppError naming the field */
export function decodeInvoke(value: unknown, target: InvokeTarget): ChatRequest {
  const { body, headers } = unwrap(value, target);
  const request = decodeRequest(body, headers);
  const tier = target.headers['x-amzn-bedrock-service-tier'];
  return {
    ...request,
    serviceTier: tier ?? request.serviceTier,
    extensions: { ...request.extensions, 'bedrock-converse': optionsOfHeaders(target.headers) },
  };
}

/** The same for CountTokens, where `max_tokens` may be missing. @throws AppError naming the field */
export function decodeCountedInvoke(value: unknown, model: string): ChatRequest {
  const { body, headers } = unwrap(value, { model, stream: false, headers: {} });
  return decodeCountTokens(body, headers);
}

/** A Messages body and headers as Anthropic's own API takes them: there, model and flags have other places. */
function unwrap(
  value: unknown,
  { model, stream, headers }: InvokeTarget,
): { body: JsonObject; headers: Headers } {
  const sent = asObject(value, 'body');
  refuseOtherVendors(sent);
  const { anthropic_version: _version, anthropic_beta: _betas, ...members } = sent;
  const betas = [headers['anthropic-beta'] ?? '', ...betasOf(sent)].filter((flag) => flag !== '');
  return {
    body: { ...members, model: decodeModel({ model }), stream },
    headers: betas.length === 0 ? {} : { 'anthropic-beta': betas.join(',') },
  };
}

function betasOf(body: JsonObject): readonly string[] {
  return readOptionalArray(body, 'anthropic_beta').map((flag, index) => {
    if (typeof flag === 'string') return flag;
    throw invalidRequest(`anthropic_beta[${index}]`, `anthropic_beta[${index}] must be a string.`);
  });
}

/** Members by which the native bodies of other vendors are known: Titan, Nova, Llama, Mistral, Cohere, Jurassic. */
const FOREIGN = ['inputText', 'inferenceConfig', 'schemaVersion', 'prompt', 'message', 'max_gen_len'];

/** Only Claude's body has a version, so that a body without one is another vendor's. */
function refuseOtherVendors(body: JsonObject): void {
  if (typeof body['anthropic_version'] === 'string') return;
  const foreign = FOREIGN.find((member) => body[member] !== undefined);
  if (foreign === undefined) {
    throw invalidRequest(
      'anthropic_version',
      'anthropic_version: Field required. Send "bedrock-2023-05-31".',
    );
  }
  throw unsupported(
    foreign,
    `InvokeModel takes Claude's Messages body here, with anthropic_version; "${foreign}" belongs to the native body of another vendor. Use Converse or ConverseStream for other vendors' models.`,
  );
}
