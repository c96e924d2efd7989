import type { ListPrice } from './price-table.ts';

/** US dollars per million tokens, input and output. */
type Dollars = readonly [input: number, output: number];

/** By where the model is called; a place that is not here is unpriced. */
interface VendorPrices {
  readonly us: Dollars;
  readonly eu?: Dollars;
  readonly apac?: Dollars;
  readonly global?: Dollars;
}

/**
 * Bedrock's list prices of other vendors' models, by model family. Source: LiteLLM's
 * `model_prices_and_context_window.json` (MIT, as of 2026-08-01), where Nova's profiles have prices of their own.
 */
const VENDOR_PRICES: { readonly [family: string]: VendorPrices } = {
  'amazon.nova-micro': { us: [0.035, 0.14], eu: [0.046, 0.184], apac: [0.037, 0.148] },
  'amazon.nova-lite': { us: [0.06, 0.24], eu: [0.078, 0.312], apac: [0.063, 0.252] },
  'amazon.nova-pro': { us: [0.8, 3.2], eu: [1.05, 4.2], apac: [0.84, 3.36] },
  'amazon.nova-premier': { us: [2.5, 12.5] },
  'amazon.nova-2-lite': { us: [0.33, 2.75], eu: [0.33, 2.75], apac: [0.33, 2.75], global: [0.3, 2.5] },
  'amazon.titan-text-express': { us: [1.3, 1.7] },
  'amazon.titan-text-lite': { us: [0.3, 0.4] },
  'amazon.titan-text-premier': { us: [0.5, 1.5] },
  'cohere.command-r-plus': { us: [3, 15] },
  'cohere.command-r': { us: [0.5, 1.5] },
  'ai21.jamba-1-5-large': { us: [2, 8] },
  'ai21.jamba-1-5-mini': { us: [0.2, 0.4] },
  'deepseek.r1': { us: [1.35, 5.4] },
  'deepseek.v3': { us: [0.58, 1.68] },
  'deepseek.v3.2': { us: [0.62, 1.85], eu: [0.74, 2.22] },
  'google.gemma-3-4b-it': { us: [0.04, 0.08] },
  'google.gemma-3-12b-it': { us: [0.09, 0.29] },
  'google.gemma-3-27b-it': { us: [0.23, 0.38] },
  'meta.llama3-8b-instruct': { us: [0.3, 0.6] },
  'meta.llama3-70b-instruct': { us: [2.65, 3.5] },
  'meta.llama3-1-8b-instruct': { us: [0.22, 0.22] },
  'meta.llama3-1-70b-instruct': { us: [0.99, 0.99] },
  'meta.llama3-1-405b-instruct': { us: [5.32, 16] },
  'meta.llama3-2-1b-instruct': { us: [0.1, 0.1], eu: [0.13, 0.13] },
  'meta.llama3-2-3b-instruct': { us: [0.15, 0.15], eu: [0.19, 0.19] },
  'meta.llama3-2-11b-instruct': { us: [0.35, 0.35] },
  'meta.llama3-2-90b-instruct': { us: [2, 2] },
  'meta.llama3-3-70b-instruct': { us: [0.72, 0.72] },
  'meta.llama4-scout-17b-instruct': { us: [0.17, 0.66] },
  'meta.llama4-maverick-17b-instruct': { us: [0.24, 0.97] },
  'minimax.minimax-m2': { us: [0.3, 1.2] },
  'minimax.minimax-m2.1': { us: [0.3, 1.2] },
  'minimax.minimax-m2.5': { us: [0.3, 1.2] },
  'mistral.mistral-7b-instruct': { us: [0.15, 0.2] },
  'mistral.mixtral-8x7b-instruct': { us: [0.45, 0.7] },
  'mistral.mistral-small-2402': { us: [1, 3] },
  'mistral.mistral-large-2402': { us: [8, 24] },
  'mistral.mistral-large-2407': { us: [3, 9] },
  'mistral.pixtral-large-2502': { us: [2, 6], eu: [2, 6] },
  'mistral.mistral-large-3-675b-instruct': { us: [0.5, 1.5] },
  'mistral.ministral-3-3b-instruct': { us: [0.1, 0.1] },
  'mistral.ministral-3-8b-instruct': { us: [0.15, 0.15] },
  'mistral.ministral-3-14b-instruct': { us: [0.2, 0.2] },
  'mistral.magistral-small-2509': { us: [0.5, 1.5] },
  'mistral.devstral-2-123b': { us: [0.4, 2] },
  'moonshot.kimi-k2-thinking': { us: [0.6, 2.5] },
  'moonshotai.kimi-k2.5': { us: [0.6, 3] },
  'nvidia.nemotron-nano-9b': { us: [0.06, 0.23] },
  'nvidia.nemotron-nano-12b': { us: [0.2, 0.6] },
  'nvidia.nemotron-nano-3-30b': { us: [0.06, 0.24] },
  'nvidia.nemotron-super-3-120b': { us: [0.15, 0.65] },
  'openai.gpt-oss-20b': { us: [0.07, 0.3] },
  'openai.gpt-oss-120b': { us: [0.15, 0.6] },
  'qwen.qwen3-32b': { us: [0.15, 0.6] },
  'qwen.qwen3-235b-a22b-2507': { us: [0.22, 0.88] },
  'qwen.qwen3-coder-30b-a3b': { us: [0.15, 0.6] },
  'qwen.qwen3-coder-480b-a35b': { us: [0.22, 1.8] },
  'qwen.qwen3-coder-next': { us: [0.5, 1.2] },
  'qwen.qwen3-next-80b-a3b': { us: [0.15, 1.2] },
  'qwen.qwen3-vl-235b-a22b': { us: [0.53, 2.66] },
  'writer.palmyra-x4': { us: [2.5, 10] },
  'writer.palmyra-x5': { us: [0.6, 6] },
  'zai.glm-4.7': { us: [0.6, 2.2] },
  'zai.glm-4.7-flash': { us: [0.07, 0.4] },
  'zai.glm-5': { us: [1, 3.2] },
};

/** Nova alone has a prompt cache: a read costs a quarter of the input price, a write nothing on top of it. */
const CACHE_READ_SHARE = 0.25;

/** What a model of another vendor than Anthropic costs on Bedrock, there; undefined when nobody has told us. */
export function vendorPrice(family: string, geography: string | undefined): ListPrice | undefined {
  const prices = Object.hasOwn(VENDOR_PRICES, family) ? VENDOR_PRICES[family] : undefined;
  const dollars = prices === undefined ? undefined : priceAt(prices, geography);
  if (dollars === undefined) return undefined;
  const [input, output] = dollars;
  const cached = { cacheRead: input * CACHE_READ_SHARE, cacheWrite5m: input, cacheWrite1h: input };
  return { input, output, ...cached, regionalPremium: false };
}

function priceAt(prices: VendorPrices, geography: string | undefined): Dollars | undefined {
  switch (geography) {
    case 'us':
      return prices.us;
    case 'eu':
      return prices.eu;
    case 'apac':
    case 'jp':
    case 'au':
      return prices.apac;
    case 'global':
      return prices.global;
    default:
      return undefined;
  }
}
