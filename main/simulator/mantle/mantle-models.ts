import { claudeModels } from '../catalog/claude-models.ts';
import type { ModelTraits } from '../catalog/model-traits.ts';

/**
 * Ids of the Messages endpoint, and the same model's id at the runtime. No profiles, no dates: the endpoint serves only
 * the newest of each line.
 */
const RUNTIME_IDS: Readonly<Record<string, string>> = {
  'anthropic.claude-fable-5': 'anthropic.claude-fable-5',
  'anthropic.claude-opus-5': 'anthropic.claude-opus-5',
  'anthropic.claude-opus-4-8': 'anthropic.claude-opus-4-8',
  'anthropic.claude-opus-4-7': 'anthropic.claude-opus-4-7',
  'anthropic.claude-sonnet-5': 'anthropic.claude-sonnet-5',
  'anthropic.claude-haiku-4-5': 'anthropic.claude-haiku-4-5-20251001-v1:0',
};

/** What the endpoint knows of a model; it has no structured output. Undefined for an id it does not serve. */
export function mantleModel(id: string): ModelTraits | undefined {
  const runtimeId = Object.hasOwn(RUNTIME_IDS, id) ? RUNTIME_IDS[id] : undefined;
  const model = claudeModels.find((candidate) => candidate.id === runtimeId);
  return model && { ...model, structuredOutput: false };
}
