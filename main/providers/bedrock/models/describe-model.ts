import type { ResolvedModel } from '../../../core/provider.ts';
import { claudeRules } from '../../../dialects/anthropic/claude-rules.ts';
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
export function describeBase(
  model: CatalogueModel,
): Pick<ResolvedModel, 'baseId' | 'displayName' | 'contextTokens' | 'maxOutputTokens' | 'notice'> {
  const { displayName, contextTokens, maxOutputTokens } = rulesOf(model);
  return { baseId: model.id, displayName, contextTokens, maxOutputTokens, notice: noticeOf(model) };
}

/** Other vendors' models are many: AWS's own name says more of one than the table's name of its family. */
function rulesOf({ id, name }: CatalogueModel) {
  if (isClaude(id)) return claudeRules(id);
  const rules = converseRules(id);
  return name === undefined ? rules : { ...rules, displayName: name };
}

function noticeOf({ legacy, endOfLife }: CatalogueModel): string | undefined {
  if (endOfLife !== undefined) return `AWS retires this model on ${endOfLife}.`;
  return legacy ? 'AWS calls this model legacy: move to a newer one.' : undefined;
}
