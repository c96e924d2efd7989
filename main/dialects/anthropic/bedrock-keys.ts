import type { JsonObject } from '../../core/json.ts';

/** Bedrock's verdict of a guardrail: `INTERVENED` or `NONE`, on any event of a stream. */
export const GUARDRAIL_ACTION = 'amazon-bedrock-guardrailAction';

const PREFIX = 'amazon-bedrock-';

/** The object without the members Bedrock adds to Anthropic's own; the same object when there are none. */
export function withoutBedrockKeys(object: JsonObject): JsonObject {
  const keys = Object.keys(object);
  if (!keys.some((key) => key.startsWith(PREFIX))) return object;
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith(PREFIX)));
}
