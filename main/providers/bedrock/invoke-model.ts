import { AppError } from '../../core/app-error.ts';
import type { Cancellation } from '../../core/provider.ts';
import type { HttpTimeouts } from '../../platform/ports/http-client.ts';
import { parseBedrockArn } from './arn.ts';
import type { BedrockContext } from './bedrock-context.ts';
import { type AwsOutcome, callAws } from './call-aws.ts';
import { resolveEndpoint } from './endpoints.ts';
import { modelPath, type RuntimeOperation } from './model-path.ts';

export interface Invocation {
  readonly modelId: string;
  readonly operation: RuntimeOperation;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cancellation: Cancellation;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** InvokeModel's documented limit. */
const MAX_BODY_BYTES = 25_000_000;

// A compressed event stream would arrive all at once.
const STREAMED = { accept: 'application/vnd.amazon.eventstream', 'accept-encoding': 'identity' } as const;
const WHOLE = { accept: 'application/json', 'accept-encoding': 'identity' } as const;

const LOOSE_HEADERS: Readonly<Record<RuntimeOperation, Readonly<Record<string, string>>>> = {
  'invoke-with-response-stream': STREAMED,
  'converse-stream': STREAMED,
  converse: WHOLE,
  'count-tokens': WHOLE,
};

/** One call of the runtime, in the region of the model's ARN if it has one. @throws AppError too_large */
export async function invokeModel(context: BedrockContext, invocation: Invocation): Promise<AwsOutcome> {
  const { config } = context;
  const region = regionOf(invocation.modelId, config.region);
  const override = config.endpoints?.runtime ?? config.endpoint;
  const { fips, dualStack } = config;
  const base = resolveEndpoint('bedrock-runtime', { region, fips, dualStack, override });
  const body = Buffer.from(invocation.body, 'utf8');
  checkBodySize(body.length);
  return callAws(context, {
    method: 'POST',
    url: base + modelPath(invocation.modelId, invocation.operation),
    region,
    headers: { 'content-type': 'application/json', ...invocation.headers },
    looseHeaders: LOOSE_HEADERS[invocation.operation],
    body,
    cancellation: invocation.cancellation,
    timeouts: invocation.timeouts,
  });
}

/** The region an id is bound to: an ARN's own, else the provider's. */
export function regionOf(modelId: string, configured: string): string {
  return parseBedrockArn(modelId)?.region ?? configured;
}

/** @throws AppError too_large */
export function checkBodySize(bytes: number): void {
  if (bytes <= MAX_BODY_BYTES) return;
  throw new AppError({
    code: 'too_large',
    message: `The request is ${(bytes / 1e6).toFixed(1)} MB; Bedrock takes 25 MB at most. Send fewer or smaller images and documents.`,
  });
}
