import type { ModelQuota } from '../../../core/provider.ts';
import { familyOf } from '../models/model-name.ts';
import type { ServiceQuota } from './list-service-quotas.ts';
import { parseQuotaName, type QuotaSubject } from './parse-quota-name.ts';

/**
 * The account's quotas by model id. A quota of a variant, e.g. of the 1M context window, names no model of the region and
 * is left out; where two rows limit the same, the lower one holds.
 */
export function collectModelQuotas(
  quotas: readonly ServiceQuota[],
  modelIds: readonly string[],
): readonly ModelQuota[] {
  const found = new Map<string, ModelQuota>();
  for (const { name, value } of quotas) {
    const subject = parseQuotaName(name);
    if (subject === undefined) continue;
    const { scope, limit } = subject;
    for (const baseId of modelIds.filter((id) => isSubject(subject, id))) {
      const key = `${scope} ${baseId}`;
      const known = found.get(key) ?? { baseId, scope };
      found.set(key, { ...known, [limit]: Math.min(value, known[limit] ?? value) });
    }
  }
  return [...found.values()];
}

function isSubject({ family, version }: QuotaSubject, modelId: string): boolean {
  return familyOf(modelId) === family && versionOf(modelId) === version;
}

/** `anthropic.claude-3-5-sonnet-20241022-v2:0` -> 2; newer ids have none, which is the first. */
function versionOf(modelId: string): number {
  return Number(/-v(\d+)(?::|$)/.exec(modelId)?.[1] ?? 1);
}
