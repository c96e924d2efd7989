import type { DialectName } from '../../core/dialect-name.ts';

/** Where this format is spoken. A proof that one of them made is worthless to the others. */
export type GeminiBackend = Extract<DialectName, 'gemini' | 'vertex' | 'antigravity'>;

const BACKENDS: Readonly<Record<GeminiBackend, true>> = { gemini: true, vertex: true, antigravity: true };

/** True for requests and answers whose JSON is of this format, whatever its envelope. */
export function isGeminiBackend(dialect: DialectName): dialect is GeminiBackend {
  return Object.hasOwn(BACKENDS, dialect);
}
