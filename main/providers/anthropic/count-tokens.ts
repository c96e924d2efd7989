import { AppError } from '../../core/app-error.ts';
import { parseJsonObject } from '../../core/json.ts';
import type { TokenCount } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { firstPartyRules } from '../../dialects/anthropic/claude-rules.ts';
import { encodeAnthropicRequest } from '../../dialects/anthropic/encode-request.ts';
import type { AnthropicContext } from './anthropic-context.ts';
import { call } from './call.ts';
import { readText } from './read-text.ts';
import type { Sending } from './send.ts';

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
  context: AnthropicContext,
  { request, model, cancellation }: Sending,
): Promise<TokenCount> {
  const { body } = encodeAnthropicRequest(request, {
    rules: firstPartyRules(model.id),
    defaultMaxTokens: context.defaultMaxTokens,
  });
  const counted = Object.fromEntries(Object.entries(body).filter(([name]) => !NOT_COUNTED.has(name)));
  const response = await call(context, {
    method: 'POST',
    path: '/v1/messages/count_tokens',
    body: stringifyJson({ ...counted, model: model.id }),
    betas: request.betas,
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
