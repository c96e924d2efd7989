import type { Warning } from './chat-request.ts';
import type { DialectName } from './dialect-name.ts';

/** What of a decoder's warnings holds where an upstream of this dialect answers. */
export function warningsAt(
  dialect: DialectName | undefined,
  warnings: readonly Warning[],
): readonly Warning[] {
  if (dialect === undefined || warnings.length === 0) return warnings;
  return warnings.filter(({ unless }) => unless?.includes(dialect) !== true);
}

/** The warnings of a decoder whose body upstreams of these dialects are sent as it came. */
export function warningsUnless(
  dialects: readonly DialectName[],
  warnings: readonly Warning[],
): readonly Warning[] {
  return warnings.map((warning) => ({ ...warning, unless: dialects }));
}
