import type { ResolvedModel } from '../../core/provider.ts';
import { claudeCapabilities } from '../../dialects/anthropic/claude-capabilities.ts';
import { firstPartyRules } from '../../dialects/anthropic/claude-rules.ts';

/** A Claude id in Bedrock's form, with an optional profile prefix and version suffix. */
const BEDROCK_FORM = /^(?:[a-z-]{2,7}\.)?anthropic\.(claude-[a-z0-9.-]+?)(?:-v\d+(?::\d+)?)?$/;

/** What the direct API would be asked for; undefined for anything that is not a Claude. */
export function resolveModel(name: string): ResolvedModel | undefined {
  const plain = name.replace(/\[1m\]$/, '');
  const id = BEDROCK_FORM.exec(plain)?.[1] ?? plain;
  if (!id.startsWith('claude-')) return undefined;
  return describeModel(id);
}

/** The hub's description of a model of the direct API. */
export function describeModel(id: string, displayName?: string): ResolvedModel {
  const rules = firstPartyRules(id);
  return {
    id,
    baseId: `anthropic.${id}`,
    displayName: displayName ?? rules.displayName,
    scope: 'global',
    geography: 'global',
    contextTokens: rules.contextTokens,
    maxOutputTokens: rules.maxOutputTokens,
    capabilities: claudeCapabilities(rules),
  };
}
