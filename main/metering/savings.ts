import { totalInputTokens, type Usage } from '../core/usage.ts';
import { inputPicoUsd, type Price } from './prices.ts';

/** What compression took out of one request, and what was left of it. */
export interface Reduction {
  /** Characters taken out. */
  readonly saved: number;
  /** Characters of the request as it was sent: instructions, tools and conversation. Asked only if something was saved. */
  sent(): number;
}

export interface SavedInput {
  /** Whole tokens; null when the provider reported no input. */
  readonly tokens: number | null;
  /** Whole billionths of a US dollar; null when that, or the price, is unknown. */
  readonly nanoUsd: number | null;
}

/**
 * What a request would have cost more, had it been sent as it came:
 *
 *     tokens = saved characters x input tokens / characters sent
 *     money  = tokens x min(cost of the input / input tokens, full price of an input token)
 *
 * Input is all that the provider reported to have read for this very request, cache reads and writes included. So a
 * character counts as many tokens as this request's own characters did, whatever the tokenizer, language or model.
 *
 * The average price, not the full one: a conversation is sent again with every turn, and what was taken out of it
 * would have been read from the cache like the rest. A request that was served from the cache to 95% saves mostly cache
 * reads, at a tenth of the price. Where writing to the cache raises the average above the full price the full price
 * counts: the surcharge buys later reads, so it is not claimed. Both results are rounded half up, exact before that.
 */
export function savingsOf(reduction: Reduction, usage: Usage, price: Price | undefined): SavedInput {
  if (reduction.saved <= 0) return { tokens: 0, nanoUsd: 0 };
  const sent = reduction.sent();
  if (usage.inputTokens === undefined || sent <= 0) return { tokens: null, nanoUsd: null };
  const input = totalInputTokens(usage);
  const tokens = Math.floor((reduction.saved * input) / sent + 0.5);
  if (tokens === 0) return { tokens, nanoUsd: price === undefined ? null : 0 };
  return { tokens, nanoUsd: price === undefined ? null : moneyOf(tokens, input, paidFor(usage, price)) };
}

/** Trillionths of a dollar for all of the input, at the full price at most. */
function paidFor(usage: Usage, price: Price): number {
  return Math.min(inputPicoUsd(usage, price), totalInputTokens(usage) * price.input);
}

/** The product of tokens and trillionths outgrows 2^53 at 9,000 tokens saved on a dollar of input. */
function moneyOf(tokens: number, input: number, picoUsd: number): number | null {
  if (!Number.isSafeInteger(picoUsd) || !Number.isSafeInteger(input)) return null;
  const share = 1000n * BigInt(input);
  return Number((BigInt(tokens) * BigInt(picoUsd) + share / 2n) / share);
}
