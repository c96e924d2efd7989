/** US dollars per million tokens. */
export interface ListPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  /** From Claude 4.5 on, an answer kept inside a region or geography costs a tenth more than a global one. */
  readonly regionalPremium: boolean;
}

/**
 * List prices by model family (the model id without vendor, date and version). Sources: Anthropic's model overview and
 * the Bedrock rows of LiteLLM's `model_prices_and_context_window.json`. One-hour cache writes cost twice the input
 * price for every model that has them; the older models, which have none, carry the same rule so that a count is
 * never lost. Models that are not here are unpriced.
 */
export const LIST_PRICES: { readonly [family: string]: ListPrice } = {
  'claude-fable-5': price(10, 50, true),
  'claude-opus-5': price(5, 25, true),
  'claude-opus-4-8': price(5, 25, true),
  'claude-opus-4-7': price(5, 25, true),
  'claude-opus-4-6': price(5, 25, true),
  'claude-opus-4-5': price(5, 25, true),
  'claude-opus-4-1': price(15, 75, false),
  'claude-opus-4': price(15, 75, false),
  'claude-sonnet-5': price(2, 10, true),
  'claude-sonnet-4-6': price(3, 15, true),
  'claude-sonnet-4-5': price(3, 15, true),
  'claude-sonnet-4': price(3, 15, false),
  'claude-haiku-4-5': price(1, 5, true),
  'claude-3-7-sonnet': price(3, 15, false),
  'claude-3-5-sonnet': price(3, 15, false),
  'claude-3-5-haiku': price(0.8, 4, false),
  'claude-3-opus': price(15, 75, false),
  'claude-3-sonnet': price(3, 15, false),
  'claude-3-haiku': price(0.25, 1.25, false),
};

/** Anthropic's rule: a cache read costs a tenth of the input price, a write 1.25 times for 5 minutes, twice for 1 hour. */
function price(input: number, output: number, regionalPremium: boolean): ListPrice {
  return {
    input,
    output,
    cacheRead: input / 10,
    cacheWrite5m: input * 1.25,
    cacheWrite1h: input * 2,
    regionalPremium,
  };
}
