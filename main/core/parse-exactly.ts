import { RawJson } from './raw-json.ts';

/** A string, or a number: in JSON nothing else begins with a quote, a minus or a digit. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
/** An integer that a double may not hold: 2^53 has sixteen digits. */
const LONG_INTEGER = /^-?\d{16,}$/;
/** Of the private use area: what comes from a model has no business with it. */
const MARK = '\uE001';

/**
 * Like `JSON.parse`, with integers of sixteen digits and more as `RawJson`. For the few texts whose digits matter: it
 * reads those that have such a number twice.
 * @throws SyntaxError when the text is not JSON
 */
export function parseExactly(text: string): unknown {
  if (!/\d{16}/.test(text) || text.includes(MARK)) return JSON.parse(text);
  const marked = text.replace(STRING_OR_NUMBER, (token) =>
    LONG_INTEGER.test(token) ? `"${MARK}${token}"` : token,
  );
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? new RawJson(value.slice(1)) : value,
  );
}
