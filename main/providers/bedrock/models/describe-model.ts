import type { ModelCapabilities } from '../../../core/model-capabilities.ts';
import type { ResolvedModel } from '../../../core/provider.ts';
import { claudeCapabilities } from '../../../dialects/anthropic/claude-capabilities.ts';
import type { ClaudeRules } from '../../../dialects/anthropic/claude-models.ts';
import { claudeRules } from '../../../dialects/anthropic/claude-rules.ts';
import { converseCapabilities } from '../../../dialects/bedrock-converse/converse-capabilities.ts';
import type { ConverseRules } from '../../../dialects/bedrock-converse/converse-models.ts';
import { converseRules } from '../../../dialects/bedrock-converse/converse-rules.ts';
import { isClaude } from './is-claude.ts';
import type { CatalogueModel } from './model-catalogue.ts';

/** A model under a profile prefix, or by its own id in the region's `home` geography. */
export function describeModel(
  model: CatalogueModel,
  prefix: string | undefined,
  home?: string,
): ResolvedModel {
  return {
    ...describeBase(model),
    id: prefix === undefined ? model.id : `${prefix}.${model.id}`,
    scope: prefix === undefined ? 'in-region' : prefix === 'global' ? 'global' : 'geo',
    geography: prefix ?? home,
  };
}

/** What is true of a model whatever id it is called by. */
export function describeBase(model: CatalogueModel): Omit<ResolvedModel, 'id' | 'scope' | 'geography'> {
  return { baseId: model.id, ...tableEntry(model), notice: noticeOf(model) };
}

/** Other vendors' models are many: AWS's own name says more of one than the table's name of its family. */
function tableEntry({ id, name }: CatalogueModel) {
  if (isClaude(id)) {
    const rules = claudeRules(id);
    return entryOf(rules, claudeCapabilities(rules));
  }
  const rules = converseRules(id);
  return entryOf({ ...rules, displayName: name ?? rules.displayName }, converseCapabilities(rules));
}

function entryOf(
  { displayName, contextTokens, maxOutputTokens }: ClaudeRules | ConverseRules,
  capabilities: ModelCapabilities,
) {
  return { displayName, contextTokens, maxOutputTokens, capabilities };
}

function noticeOf({ legacy, endOfLife }: CatalogueModel): string | undefined {
  if (endOfLife !== undefined) return `AWS retires this model on ${endOfLife}.`;
  return legacy ? 'AWS calls this model legacy: move to a newer one.' : undefined;
}
