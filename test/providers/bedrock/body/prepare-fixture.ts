import type { JsonObject } from '../../../../main/core/json.ts';
import { claudeRules } from '../../../../main/dialects/anthropic/claude-rules.ts';
import { type PrepareOptions, prepareBody } from '../../../../main/providers/bedrock/body/prepare-body.ts';

export const MODEL = 'anthropic.claude-sonnet-4-6';

export function prepare(body: JsonObject, options: Partial<PrepareOptions> & { model?: string } = {}) {
  const { model = MODEL, ...rest } = options;
  const given = deepFreeze({ max_tokens: 10, messages: [{ role: 'user', content: 'hi' }], ...body });
  return prepareBody(
    { body: given, warnings: [], restore: {} },
    { rules: claudeRules(model), betas: [], ...rest },
  );
}

export const params = (prepared: { warnings: readonly { param: string }[] }) =>
  prepared.warnings.map(({ param }) => param);

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
