import { toAppError } from '../../../core/app-error.ts';
import { parseJsonObject } from '../../../core/json.ts';
import type { Sending, TokenCount } from '../../../core/provider.ts';
import { estimateTokens } from '../../../dialects/anthropic/count-tokens.ts';
import { COUNT_TIMEOUTS } from '../count-tokens.ts';
import { readText } from '../read-text.ts';
import type { SendContext } from '../send.ts';
import { callMantle, toMantleBody } from './call-mantle.ts';
import { encodeForMantle } from './encode-for-mantle.ts';

/** Members that the counter has no use for. */
const NOT_COUNTED: ReadonlySet<string> = new Set([
  'max_tokens',
  'metadata',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
]);

/** Asks the endpoint to count; where it does not answer, a guess that says it is one. @throws AppError when cancelled */
export async function countAtMantle(context: SendContext, sending: Sending): Promise<TokenCount> {
  const { request, model, cancellation } = sending;
  const prepared = encodeForMantle(context, sending, context.corrections.of(model.id));
  const { members, betas } = toMantleBody(prepared);
  const counted = Object.fromEntries(Object.entries(members).filter(([name]) => !NOT_COUNTED.has(name)));
  const body = { members: { model: model.id, ...counted }, betas };
  try {
    const outcome = await callMantle(context, {
      path: '/v1/messages/count_tokens',
      body,
      cancellation,
      timeouts: COUNT_TIMEOUTS,
    });
    const tokens = outcome.ok
      ? parseJsonObject(await readText(outcome.response))?.['input_tokens']
      : undefined;
    if (typeof tokens === 'number') return { inputTokens: tokens, estimated: false };
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
  }
  return { inputTokens: estimateTokens(request), estimated: true };
}
