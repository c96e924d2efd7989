import type { ModelCapabilities } from '../../core/model-capabilities.ts';
import type { ClaudeRules } from './claude-models.ts';

/** Every Claude since the third calls tools, sees and reads; not every one thinks. */
export function claudeCapabilities({ thinking }: Pick<ClaudeRules, 'thinking'>): ModelCapabilities {
  return { tools: true, images: true, documents: true, reasoning: thinking.adaptive || thinking.budget };
}
