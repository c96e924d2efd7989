import type { JsonObject } from '../../../core/json.ts';
import type { Cancellation } from '../../../core/provider.ts';
import { stringifyJson } from '../../../core/raw-json.ts';
import type { HttpTimeouts } from '../../../platform/ports/http-client.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import type { PreparedBody } from '../body/prepare-body.ts';
import { type AwsOutcome, callAws } from '../call-aws.ts';
import { checkBodySize } from '../invoke-model.ts';

/** Encoded for the Messages endpoint: the flags have left the body. */
export interface MantleBody {
  readonly members: JsonObject;
  readonly betas: readonly string[];
}

export interface MantleCall {
  readonly path: '/v1/messages' | '/v1/messages/count_tokens';
  readonly body: MantleBody;
  readonly cancellation: Cancellation;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** The first-party version whose fields our bodies have. */
const ANTHROPIC_VERSION = '2023-06-01';

/** One call of the Messages endpoint, signed for `bedrock-mantle`. @throws AppError too_large */
export function callMantle(context: BedrockContext, call: MantleCall): Promise<AwsOutcome> {
  const { members, betas } = call.body;
  const body = Buffer.from(stringifyJson(members), 'utf8');
  checkBodySize(body.length);
  return callAws(context, {
    method: 'POST',
    url: `${mantleBase(context.config)}${call.path}`,
    region: context.config.region,
    service: 'bedrock-mantle',
    headers: {
      'content-type': 'application/json',
      'anthropic-version': ANTHROPIC_VERSION,
      ...(betas.length === 0 ? {} : { 'anthropic-beta': betas.join(',') }),
    },
    looseHeaders: { accept: 'application/json, text/event-stream', 'accept-encoding': 'identity' },
    body,
    cancellation: call.cancellation,
    timeouts: call.timeouts,
  });
}

/** What InvokeModel wants in the body stands in headers here. */
export function toMantleBody({ body }: PreparedBody): MantleBody {
  const { anthropic_version: _version, anthropic_beta: betas, ...members } = body;
  return { members, betas: Array.isArray(betas) ? betas.map(String) : [] };
}

/** AWS names one host a region, for all partitions and IP versions. */
function mantleBase({ region, endpoint, endpoints }: BedrockContext['config']): string {
  const host = endpoints?.runtime ?? endpoint ?? `https://bedrock-mantle.${region}.api.aws`;
  return `${host.replace(/\/+$/, '').replace(/\/anthropic$/, '')}/anthropic`;
}
