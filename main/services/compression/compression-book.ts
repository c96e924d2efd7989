import type { CompressionSample, CompressionSummary } from '../../../contract/compression-summary.ts';
import type { LedgerRow } from '../../platform/ports/ledger-store.ts';

/** One tool result that was reduced. */
export interface ReducedResult {
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}

/** As the ledger's row has it. */
export type SavedInput = Pick<LedgerRow, 'savedTokens' | 'savedNanoUsd'>;

/** What compression has done since the start. */
export interface CompressionBook {
  /** A request whose tool results were looked at. @param results those that changed */
  add(sizes: { readonly before: number; readonly after: number }, results: readonly ReducedResult[]): void;
  /** A request that is over, with what it saved; null where nobody knows. */
  settle(saved: SavedInput): void;
  summary(): CompressionSummary;
  /** The best one of the last request that had any. */
  sample(): CompressionSample | undefined;
}

/** What a page can show side by side. */
const MAX_SAMPLE_CHARS = 20_000;

/** An empty book. Texts are prompts: the one sample stays in memory, is cut short, and is never written anywhere. */
export function createCompressionBook(): CompressionBook {
  const kinds = new Map<string, { results: number; before: number; after: number }>();
  const total = { requests: 0, charsBefore: 0, charsAfter: 0 };
  const saved = { tokens: 0, nanoUsd: 0 };
  let sample: CompressionSample | undefined;
  return {
    add({ before, after }, results) {
      total.requests += 1;
      total.charsBefore += before;
      total.charsAfter += after;
      for (const result of results) addKind(kinds, result);
      sample = sampleOf(results) ?? sample;
    },
    settle({ savedTokens, savedNanoUsd }) {
      saved.tokens += savedTokens ?? 0;
      saved.nanoUsd += savedNanoUsd ?? 0;
    },
    summary: () => ({
      ...total,
      savedTokens: saved.tokens,
      savedUsd: saved.nanoUsd / 1e9,
      kinds: [...kinds].map(([kind, sums]) => ({ kind, ...sums })),
    }),
    sample: () => sample,
  };
}

function addKind(
  kinds: Map<string, { results: number; before: number; after: number }>,
  { kind, before, after }: ReducedResult,
): void {
  const sums = kinds.get(kind) ?? { results: 0, before: 0, after: 0 };
  sums.results += 1;
  sums.before += before.length;
  sums.after += after.length;
  kinds.set(kind, sums);
}

function sampleOf(results: readonly ReducedResult[]): CompressionSample | undefined {
  let best: ReducedResult | undefined;
  for (const result of results) {
    if (best === undefined || savingOf(result) > savingOf(best)) best = result;
  }
  return best && { kind: best.kind, before: cut(best.before), after: cut(best.after) };
}

function savingOf({ before, after }: ReducedResult): number {
  return before.length - after.length;
}

function cut(text: string): string {
  return text.slice(0, MAX_SAMPLE_CHARS);
}
