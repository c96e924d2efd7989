import type { ModelCapabilities } from '../../core/model-capabilities.ts';
import type { ConverseRules } from './converse-models.ts';

/** What of a request the encoder of Converse will pass on to a model. */
export function converseCapabilities(rules: ConverseRules): ModelCapabilities {
  const { tools, images, documents, reasoning } = rules;
  return { tools: tools !== 'none', images, documents, reasoning: reasoning !== 'none' };
}
