import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { WarningList } from '../openai-vocabulary/warning-list.ts';

/** More than this Anthropic refuses. */
const MOST_BREAKPOINTS = 4;

/** The parts of a body that may carry `cache_control`, in the order of the prefix. */
export interface Prefix {
  readonly tools: readonly unknown[];
  readonly system: readonly unknown[];
  readonly messages: readonly JsonObject[];
}

/** Keeps the last four cache breakpoints, which cover the longest prefixes; takes the earlier ones off. */
export function limitCache(prefix: Prefix, warnings: WarningList): Prefix {
  const all = [
    ...prefix.tools,
    ...prefix.system,
    ...prefix.messages.flatMap((message) => contentOf(message)),
  ];
  const surplus = new Set(all.filter(isBreakpoint).slice(0, -MOST_BREAKPOINTS));
  if (surplus.size === 0) return prefix;
  warnings.add(
    'dropped',
    'cache_control',
    `${surplus.size} of the breakpoints: Claude takes ${MOST_BREAKPOINTS}`,
  );
  const strip = (part: unknown): unknown =>
    isBreakpoint(part) && surplus.has(part) ? withoutCache(part) : part;
  return {
    tools: prefix.tools.map(strip),
    system: prefix.system.map(strip),
    messages: prefix.messages.map((message) => ({ ...message, content: contentOf(message).map(strip) })),
  };
}

function contentOf(message: JsonObject): readonly unknown[] {
  return Array.isArray(message['content']) ? message['content'] : [];
}

function isBreakpoint(part: unknown): part is JsonObject {
  return isJsonObject(part) && part['cache_control'] != null;
}

function withoutCache({ cache_control: _cache, ...rest }: JsonObject): JsonObject {
  return rest;
}
