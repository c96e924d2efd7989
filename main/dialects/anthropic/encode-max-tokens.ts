import { invalidRequest } from '../../core/app-error.ts';
import type { EncodeContext } from './encode-context.ts';

/** No Claude has a context above this, so that a larger wish is a mistake and not a matter of the model. */
const ABSURD = 1_000_000;

/** `max_tokens`: the client's, else the default, within what the model can write. @throws AppError when it is absurd. */
export function encodeMaxTokens(context: EncodeContext): number {
  const { request, rules, warnings } = context;
  const limit = outputLimit(context);
  if (request.maxTokens === undefined) return Math.min(context.defaultMaxTokens, limit);
  if (request.maxTokens > ABSURD) {
    throw invalidRequest(
      'max_tokens',
      `max_tokens is ${request.maxTokens}, but ${rules.displayName} writes at most ${limit} tokens.`,
    );
  }
  if (request.maxTokens <= limit) return request.maxTokens;
  warnings.add(
    'changed',
    'max_tokens',
    `${request.maxTokens} was sent as ${limit}, the most this model writes`,
  );
  return limit;
}

/** A beta such as `output-300k-2026-03-24` lifts the model's own limit. */
function outputLimit(context: EncodeContext): number {
  const lifted = context.request.betas.map((beta) => Number(/^output-(\d+)k-/.exec(beta)?.[1] ?? 0) * 1000);
  return Math.max(context.rules.maxOutputTokens, ...lifted);
}
