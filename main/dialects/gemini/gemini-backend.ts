import type { DialectName } from '../../core/dialect-name.ts';

/** Where this format is spoken. A proof that one of them made is worthless to the others. */
export const GEMINI_BACKENDS = ['gemini', 'vertex', 'antigravity'] as const satisfies readonly DialectName[];

export type GeminiBackend = (typeof GEMINI_BACKENDS)[number];

const NAMES: ReadonlySet<DialectName> = new Set<DialectName>(GEMINI_BACKENDS);

/** True for requests and answers whose JSON is of this format, whatever its envelope. */
export function isGeminiBackend(dialect: DialectName): dialect is GeminiBackend {
  return NAMES.has(dialect);
}
