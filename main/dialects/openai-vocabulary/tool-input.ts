import type { Warning } from '../../core/chat-request.ts';
import { isJsonObject } from '../../core/json.ts';
import { RawJson } from '../../core/raw-json.ts';

/**
 * Tool arguments as the object Anthropic wants, with every digit as it was written. No text is `{}`; text that is no JSON
 * object is wrapped, since a history must not fail for a slip of the model long ago.
 */
export function toolInput(text: string, warn?: (warning: Warning) => void): unknown {
  if (text.trim() === '') return {};
  const value = parse(text);
  if (isJsonObject(value)) return survivesParsing(value, text) ? value : new RawJson(text);
  if (typeof value === 'string') {
    const inner = parse(value);
    if (isJsonObject(inner)) return new RawJson(value);
  }
  warn?.({
    code: 'changed',
    param: 'messages',
    detail: 'tool arguments that are not a JSON object were wrapped',
  });
  return value === undefined ? { _raw: text } : { value: new RawJson(text) };
}

/** Deeper values are not worth the walk, nor safe to write again by recursion. */
const MAX_DEPTH = 64;

/** Numbers that are not written as JavaScript would write them; a look-alike inside a string does no harm. */
const ODD_NUMBER = /\d{16}|\d[.eE]/;

/** True when writing the parsed value gives every digit back as it was read. */
function survivesParsing(value: unknown, text: string): boolean {
  let level: unknown[] = [value];
  let hasNumber = false;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === MAX_DEPTH) return false;
    hasNumber ||= level.some((item) => typeof item === 'number');
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return !(hasNumber && ODD_NUMBER.test(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
