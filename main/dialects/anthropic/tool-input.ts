import type { Warning } from '../../core/chat-request.ts';
import { isJsonObject } from '../../core/json.ts';
import { RawJson } from '../../core/raw-json.ts';

/** Numbers that may not come back from a double as they were written; a look-alike inside a string does no harm. */
const FRAGILE_NUMBER = /\d{16}|\d[.eE]/;

/**
 * Tool arguments as the object Anthropic wants, with every digit as it was written. No text is `{}`; text that is no JSON
 * object is wrapped, since a history must not fail for a slip of the model long ago.
 */
export function toolInput(text: string, warn?: (warning: Warning) => void): unknown {
  if (text.trim() === '') return {};
  const value = parse(text);
  if (isJsonObject(value)) return FRAGILE_NUMBER.test(text) ? new RawJson(text) : value;
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
