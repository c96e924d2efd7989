import { indentJson, indentUnitOf, writeJson } from './json-notation.ts';
import { scanJson } from './json-scanner.ts';

/**
 * Indented JSON on one line. Undefined when the text is not JSON, or is laid out in a way that indenting it again would
 * not reproduce to the byte.
 */
export function reduceJson(text: string): string | undefined {
  const unit = indentUnitOf(text);
  const scan = unit === undefined ? undefined : scanJson(text);
  if (scan === undefined || unit === undefined) return undefined;
  const rest = text.slice(scan.end);
  return indentJson(scan.minified, unit) + rest === text ? writeJson(scan.minified, unit, rest) : undefined;
}
