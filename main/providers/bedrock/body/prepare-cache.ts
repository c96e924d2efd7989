import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import type { ClaudeRules } from '../../../dialects/anthropic/claude-models.ts';
import type { WarningList } from '../../../dialects/openai-vocabulary/warning-list.ts';
import { withoutKeys } from './without-keys.ts';

export interface CacheRules {
  readonly rules: ClaudeRules;
  readonly warnings: WarningList;
}

/** An object with a breakpoint as Bedrock takes it: without a scope, and without a lifetime on models before 4.5. */
export function prepareCache(object: JsonObject, path: string, { rules, warnings }: CacheRules): JsonObject {
  const cache = object['cache_control'];
  if (!isJsonObject(cache)) return object;
  const refused = rules.cacheOneHour ? ['scope'] : ['scope', 'ttl'];
  const kept = withoutKeys(cache, refused);
  if (kept === cache) return object;
  for (const key of refused)
    if (Object.hasOwn(cache, key)) warnings.add('dropped', `${path}.cache_control.${key}`);
  return { ...object, cache_control: kept };
}

/** Anthropic's own limit. */
const MAX_BREAKPOINTS = 4;

/**
 * Automatic caching (`cache_control` on the body itself) as a breakpoint on the last block, which is what it means.
 * Thinking cannot carry one, so the last block that can is taken.
 */
export function placeAutomaticCache(body: JsonObject, cache: unknown, warnings: WarningList): JsonObject {
  const { messages } = body;
  if (!isJsonObject(cache) || !Array.isArray(messages)) return body;
  const placed = countBreakpoints(body) < MAX_BREAKPOINTS ? withBreakpoint(messages, cache) : undefined;
  if (placed === undefined) {
    warnings.add('dropped', 'cache_control', 'no block could carry the breakpoint');
    return body;
  }
  warnings.add('changed', 'cache_control', 'sent as a breakpoint on the last block');
  return { ...body, messages: placed };
}

function withBreakpoint(messages: readonly unknown[], cache: JsonObject): readonly unknown[] | undefined {
  const last = messages.at(-1);
  if (!isJsonObject(last)) return undefined;
  const { content } = last;
  const blocks: readonly unknown[] =
    typeof content === 'string' ? [{ type: 'text', text: content }] : Array.isArray(content) ? content : [];
  const at = blocks.findLastIndex(mayCarry);
  if (at === -1) return undefined;
  const marked = blocks.map((block, index) =>
    index === at && isJsonObject(block) ? { ...block, cache_control: cache } : block,
  );
  return [...messages.slice(0, -1), { ...last, content: marked }];
}

function mayCarry(block: unknown): boolean {
  if (!isJsonObject(block) || block['cache_control'] != null) return false;
  return block['type'] !== 'thinking' && block['type'] !== 'redacted_thinking' && block['text'] !== '';
}

function countBreakpoints(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + countBreakpoints(item), 0);
  if (!isJsonObject(value)) return 0;
  const own = isJsonObject(value['cache_control']) ? 1 : 0;
  return own + COUNTED.reduce((sum, key) => sum + countBreakpoints(value[key]), 0);
}

/** The members under which breakpoints stand; a tool's schema or input is never looked into. */
const COUNTED = ['tools', 'system', 'messages', 'content'];
