import { createHash } from 'node:crypto';
import type { ModelTraits } from '../catalog/model-traits.ts';
import type { PromptSegment } from './prompt-segments.ts';

/** How the input of one request was billed. */
export interface CacheUsage {
  readonly read: number;
  readonly written5m: number;
  readonly written1h: number;
}

/** The prompt cache of one region. */
export interface PromptCache {
  /** Looks the prompt up, keeps what it asks to keep, and says what was read and written. */
  account(model: ModelTraits, segments: readonly PromptSegment[]): CacheUsage;
}

interface Entry {
  expiresAt: number;
  readonly lifeMs: number;
}

interface Breakpoint {
  readonly index: number;
  readonly tokens: number;
  readonly ttl: '5m' | '1h';
}

const LIFE_MS = { '5m': 5 * 60_000, '1h': 60 * 60_000 } as const;
/** How many segments before a breakpoint an older entry is looked for (Anthropic's figure). */
const LOOK_BACK = 20;
const NOTHING: CacheUsage = { read: 0, written5m: 0, written1h: 0 };

/** Makes an empty cache that ages by `clock` (ms since 1970). */
export function createPromptCache(clock: () => number): PromptCache {
  const entries = new Map<string, Entry>();
  return {
    account(model, segments) {
      const points = breakpoints(segments).filter(({ tokens }) => tokens >= model.minCacheTokens);
      if (points.length === 0) return NOTHING;
      const now = clock();
      const hashes = prefixHashes(model.id, segments);
      for (const [hash, entry] of entries) if (entry.expiresAt <= now) entries.delete(hash);
      const hit = longestHit(points, (index) => entries.get(hashes[index] ?? ''));
      const read = hit < 0 ? 0 : tokensThrough(segments, hit);
      for (const { index, ttl } of points) keep(entries, hashes[index] ?? '', { now, lifeMs: LIFE_MS[ttl] });
      refresh(entries.get(hashes[hit] ?? ''), now);
      return { read, ...written(points, read) };
    },
  };
}

function breakpoints(segments: readonly PromptSegment[]): readonly Breakpoint[] {
  let tokens = 0;
  return segments.flatMap((segment, index) => {
    tokens += segment.tokens;
    return segment.ttl === undefined ? [] : [{ index, tokens, ttl: segment.ttl }];
  });
}

function prefixHashes(modelId: string, segments: readonly PromptSegment[]): readonly string[] {
  let previous = modelId;
  return segments.map(({ text }) => {
    previous = createHash('sha256').update(previous).update('\0').update(text).digest('base64');
    return previous;
  });
}

function longestHit(points: readonly Breakpoint[], find: (index: number) => Entry | undefined): number {
  for (const { index } of [...points].reverse()) {
    for (let at = index; at >= 0 && at > index - LOOK_BACK; at--) if (find(at)) return at;
  }
  return -1;
}

function keep(entries: Map<string, Entry>, hash: string, life: { now: number; lifeMs: number }): void {
  const known = entries.get(hash);
  if (known) refresh(known, life.now);
  else entries.set(hash, { expiresAt: life.now + life.lifeMs, lifeMs: life.lifeMs });
}

function refresh(entry: Entry | undefined, now: number): void {
  if (entry) entry.expiresAt = now + entry.lifeMs;
}

function tokensThrough(segments: readonly PromptSegment[], index: number): number {
  return segments.slice(0, index + 1).reduce((sum, { tokens }) => sum + tokens, 0);
}

function written(points: readonly Breakpoint[], read: number): Omit<CacheUsage, 'read'> {
  let from = read;
  let written5m = 0;
  let written1h = 0;
  for (const { tokens, ttl } of points) {
    if (tokens <= from) continue;
    if (ttl === '1h') written1h += tokens - from;
    else written5m += tokens - from;
    from = tokens;
  }
  return { written5m, written1h };
}
