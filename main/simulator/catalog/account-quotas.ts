import type { AccountQuota } from '../simulator-options.ts';
import type { ModelTraits } from './model-traits.ts';
import { isOnDemand, type RegionCatalog, vendorOf } from './region-catalog.ts';

interface QuotaRow {
  /** As Service Quotas writes the model. */
  readonly name: string;
  /** Of cross-region inference; on-demand inference in the region has half. */
  readonly tokens: number;
  /** Where AWS still limits requests. */
  readonly requests?: number;
  /** The 1M context window has quotas of its own. */
  readonly longContext?: true;
}

/**
 * Names as Service Quotas writes them: with the version or without. Sizes are the defaults that AWS and its users have
 * published for new accounts in 2026, in their order of magnitude.
 */
const ROWS: Readonly<Record<string, QuotaRow>> = {
  'anthropic.claude-opus-4-8': { name: 'Claude Opus 4.8', tokens: 30_000_000 },
  'anthropic.claude-opus-4-6-v1': { name: 'Claude Opus 4.6 V1', tokens: 3_000_000, requests: 10_000 },
  'anthropic.claude-sonnet-5': { name: 'Claude Sonnet 5', tokens: 6_000_000 },
  'anthropic.claude-sonnet-4-6': { name: 'Claude Sonnet 4.6', tokens: 6_000_000, requests: 10_000 },
  'anthropic.claude-sonnet-4-5-20250929-v1:0': {
    name: 'Claude Sonnet 4.5 V1',
    tokens: 5_000_000,
    requests: 10_000,
    longContext: true,
  },
  'anthropic.claude-haiku-4-5-20251001-v1:0': {
    name: 'Claude Haiku 4.5',
    tokens: 5_000_000,
    requests: 10_000,
  },
  'anthropic.claude-opus-4-1-20250805-v1:0': {
    name: 'Claude Opus 4.1 V1',
    tokens: 500_000,
    requests: 50,
  },
  'anthropic.claude-sonnet-4-20250514-v1:0': {
    name: 'Claude Sonnet 4 V1',
    tokens: 200_000,
    requests: 200,
  },
};

const OTHERS_TOKENS = 6_000_000;
const LONG_CONTEXT_TOKENS = 1_000_000;
const MINUTES_OF_DAY = 1440;

/** What an account has that never asked for more, for the models of its region. */
export function usualQuotas(catalog: RegionCatalog): readonly AccountQuota[] {
  return catalog.models.flatMap((model) => quotasOf(model, catalog.region));
}

function quotasOf(model: ModelTraits, region: string): readonly AccountQuota[] {
  const row = ROWS[model.id] ?? { name: model.name, tokens: OTHERS_TOKENS };
  const subject = `${vendorOf(model)} ${row.name}`;
  const ways = waysOf(model, region);
  return [
    ...ways.flatMap((way) => perMinute(`${way} model inference`, subject, row)),
    {
      name: `Model invocation max tokens per day for ${subject} (doubled for cross-region calls)`,
      value: (row.tokens * MINUTES_OF_DAY) / 2,
    },
    ...(row.longContext === undefined
      ? []
      : [
          {
            name: `Cross-region model inference tokens per minute for ${subject} 1M Context Length`,
            value: LONG_CONTEXT_TOKENS,
          },
        ]),
  ];
}

function waysOf(model: ModelTraits, region: string): readonly string[] {
  return [
    ...(isOnDemand(model, region) ? ['On-demand'] : []),
    ...(model.profiles.some((profile) => profile !== 'global') ? ['Cross-region'] : []),
    ...(model.profiles.includes('global') ? ['Global cross-region'] : []),
  ];
}

function perMinute(
  inference: string,
  subject: string,
  { tokens, requests }: QuotaRow,
): readonly AccountQuota[] {
  const share = inference.startsWith('On-demand') ? 0.5 : 1;
  const limits = { tokens, ...(requests !== undefined && { requests }) };
  return Object.entries(limits).map(([unit, value]) => ({
    name: `${inference} ${unit} per minute for ${subject}`,
    value: value * share,
  }));
}
