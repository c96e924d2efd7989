import { isJsonObject } from '../core/json.ts';
import type { Scope } from '../core/provider.ts';
import type { Usage } from '../core/usage.ts';
import { modelFamily } from './model-family.ts';
import { LIST_PRICES, type ListPrice } from './price-table.ts';
import { vendorPrice } from './vendor-prices.ts';

/** Whole trillionths of a US dollar per token, so that a dollar per million tokens is 1,000,000. */
export interface Price {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
}

/** What a price depends on. */
export interface PricedTarget {
  /** The model id without geography: `anthropic.claude-sonnet-4-6`. */
  readonly baseId: string;
  readonly scope: Scope;
  readonly geography?: string;
  readonly region?: string;
  readonly providerType: string;
}

/** US dollars per million tokens, as the user pays them; what is absent follows Anthropic's rule for cache prices. */
export interface PriceOverride {
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
}

/**
 * The user's own prices, taken as they are. Keys, the first that is there: `<geography>.<base id>`, the base id, the
 * family (`claude-sonnet-4-6`).
 */
export type PriceOverrides = { readonly [model: string]: PriceOverride };

/** The price of a model at a target; undefined when nobody knows it, which is not the same as free. */
export function priceFor(target: PricedTarget, overrides: PriceOverrides = {}): Price | undefined {
  const family = modelFamily(target.baseId);
  const keys = [target.baseId, family];
  if (target.geography !== undefined) keys.unshift(`${target.geography}.${target.baseId}`);
  for (const key of keys) {
    const override = Object.hasOwn(overrides, key) ? overrides[key] : undefined;
    if (override !== undefined) return toPrice({ ...cachePrices(override.input), ...override }, 100);
  }
  const list = listPrice(family) ?? vendorPrice(family, target.geography);
  const percent = list === undefined ? undefined : percentOfList(target, list);
  return list === undefined || percent === undefined ? undefined : toPrice(list, percent);
}

function listPrice(family: string): ListPrice | undefined {
  return Object.hasOwn(LIST_PRICES, family) ? LIST_PRICES[family] : undefined;
}

/**
 * The cost of one answer in whole billionths of a US dollar, rounded half up. Exact: every product is a whole number
 * below 2^53 up to 9,000 dollars. A count that was not reported costs nothing here; see `isPriceable`.
 */
export function costOf(usage: Usage, price: Price): number {
  const pico = inputPicoUsd(usage, price) + (usage.outputTokens ?? 0) * price.output;
  return Math.floor((pico + 500) / 1000);
}

/** What all input of an answer cost, cache reads and writes included, in whole trillionths of a US dollar. */
export function inputPicoUsd(usage: Usage, price: Price): number {
  const writes1h = usage.cacheWrite1hTokens ?? 0;
  const writes5m = Math.max(0, (usage.cacheWriteTokens ?? 0) - writes1h);
  return (
    (usage.inputTokens ?? 0) * price.input +
    (usage.cacheReadTokens ?? 0) * price.cacheRead +
    writes5m * price.cacheWrite5m +
    writes1h * price.cacheWrite1h
  );
}

/** True when the upstream has told both what it read and what it wrote. */
export function isPriceable(usage: Usage): boolean {
  return usage.inputTokens !== undefined && usage.outputTokens !== undefined;
}

/** Reads overrides from settings; entries that are no prices are left out. */
export function readPriceOverrides(value: unknown): PriceOverrides {
  const overrides: { [model: string]: PriceOverride } = {};
  for (const [model, entry] of Object.entries(isJsonObject(value) ? value : {})) {
    const override = readOverride(entry);
    if (override !== undefined) overrides[model] = override;
  }
  return overrides;
}

function readOverride(entry: unknown): PriceOverride | undefined {
  if (!isJsonObject(entry) || !isAmount(entry['input']) || !isAmount(entry['output'])) return undefined;
  const derived = cachePrices(entry['input']);
  return {
    input: entry['input'],
    output: entry['output'],
    cacheRead: isAmount(entry['cacheRead']) ? entry['cacheRead'] : derived.cacheRead,
    cacheWrite5m: isAmount(entry['cacheWrite5m']) ? entry['cacheWrite5m'] : derived.cacheWrite5m,
    cacheWrite1h: isAmount(entry['cacheWrite1h']) ? entry['cacheWrite1h'] : derived.cacheWrite1h,
  };
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function cachePrices(input: number): { cacheRead: number; cacheWrite5m: number; cacheWrite1h: number } {
  return { cacheRead: input / 10, cacheWrite5m: input * 1.25, cacheWrite1h: input * 2 };
}

/** Bedrock: global at list price, GovCloud a fifth more, elsewhere a tenth more from Claude 4.5 on. */
function percentOfList(target: PricedTarget, list: ListPrice): number | undefined {
  if (target.providerType === 'anthropic') return 100;
  if (target.providerType !== 'bedrock') return undefined;
  if (target.geography === 'us-gov' || target.region?.startsWith('us-gov-')) return 120;
  return target.scope === 'global' || !list.regionalPremium ? 100 : 110;
}

function toPrice(usd: Required<PriceOverride>, percent: number): Price {
  const pico = (amount: number): number => Math.round((Math.round(amount * 1_000_000) * percent) / 100);
  return {
    input: pico(usd.input),
    output: pico(usd.output),
    cacheRead: pico(usd.cacheRead),
    cacheWrite5m: pico(usd.cacheWrite5m),
    cacheWrite1h: pico(usd.cacheWrite1h),
  };
}
