import type { ModelQuota, Scope } from '../../../core/provider.ts';
import { familyOf } from '../models/model-name.ts';

/** What the name of a quota says it limits. */
export interface QuotaSubject {
  readonly scope: Scope;
  readonly limit: 'tokensPerMinute' | 'requestsPerMinute';
  /** Without date and version: `claude-sonnet-4-6`. */
  readonly family: string;
  /** `V2` in the name; AWS leaves the first version out as often as not. */
  readonly version: number;
}

/**
 * Spellings as Service Quotas has them: "On-demand", "Cross-region" and "Global cross-Region", "model inference" and (in
 * older names) "InvokeModel". Quotas per day, of latency-optimised inference and of batch jobs do not match.
 */
const NAME =
  /^(on-demand|(?:geo )?cross-region|global cross-region) (?:model inference|invokemodel) (tokens|requests) per minute for (?:anthropic )?(claude .+?)(?: v(\d+))?(?: \(doubled for cross-region calls\))?$/i;

/** Reads the name of a quota; undefined when it limits anything but tokens or requests per minute of a Claude. */
export function parseQuotaName(name: string): QuotaSubject | undefined {
  const [, way = '', unit = '', model, version] = NAME.exec(name.trim().replace(/\s+/g, ' ')) ?? [];
  if (model === undefined) return undefined;
  return {
    scope: scopeOf(way.toLowerCase()),
    limit: LIMITS[unit.toLowerCase() === 'tokens' ? 'tokens' : 'requests'],
    family: familyOf(model.toLowerCase().replaceAll(' ', '-')),
    version: Number(version ?? 1),
  };
}

const LIMITS = {
  tokens: 'tokensPerMinute',
  requests: 'requestsPerMinute',
} as const satisfies Record<string, keyof ModelQuota>;

function scopeOf(way: string): Scope {
  if (way.startsWith('global')) return 'global';
  return way === 'on-demand' ? 'in-region' : 'geo';
}
