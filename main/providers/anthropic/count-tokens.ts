import { AppError } from '../../core/app-error.ts';
import { parseJsonObject } from '../../core/json.ts';
import type { Sending, TokenCount } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { anthropicUpstream } from '../../dialects/anthropic/anthropic-upstream.ts';
import { call } from '../plain-api/call.ts';
import { readText } from '../plain-api/read-text.ts';
import { betaHeader } from './anthropic-api.ts';
import type { SendContext } from './send.ts';

/** Members of a Messages body that the counting endpoint has no use for. */
const NOT_COUNTED = new Set([
  'max_tokens',
  'metadata',
  'stream',
  'service_tier',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
]);

/** Asks the API to count. @throws AppError */
export async function countTokens(
  { api, defaultMaxTokens }: SendContext,
  { request, model, cancellation }: Sending,
): Promise<TokenCount> {
  const { body } = anthropicUpstream.encodeRequest(request, { model: model.id, defaultMaxTokens });
  const counted = Object.fromEntries(Object.entries(body).filter(([name]) => !NOT_COUNTED.has(name)));
  const response = await call(api, {
    method: 'POST',
    path: '/v1/messages/count_tokens',
    body: stringifyJson(counted),
    headers: betaHeader(request.betas),
    cancellation,
  });
  const tokens = parseJsonObject(await readText(response))?.['input_tokens'];
  if (typeof tokens === 'number') return { inputTokens: tokens, estimated: false };
  throw new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: 'Anthropic answered the token count with no number in it.',
  });
}
