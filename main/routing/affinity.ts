import type { ChatRequest } from '../core/chat-request.ts';
import type { Usage } from '../core/usage.ts';

/** Where a conversation's prompt cache lives. */
export interface AffinityHold {
  /** Key of the target. */
  readonly target: string;
  /** When the conversation came to this target. */
  readonly sinceMs: number;
  /** When the cache has gone cold. */
  readonly untilMs: number;
  /** What the cache is known to hold. */
  readonly cachedTokens: number;
}

/** Remembers where caches are; the least recently used conversations are forgotten first. */
export interface AffinityBook {
  find(conversation: string, nowMs: number): AffinityHold | undefined;
  /** Notes that a target has just read or written this conversation's cache. */
  hold(conversation: string, cached: CachedPrefix, nowMs: number): void;
}

export interface CachedPrefix {
  readonly target: string;
  readonly tokens: number;
  readonly ttlMs: number;
}

/** Bedrock's cache lives 5 minutes after its last use, or 1 hour when the client asked for that. */
const SHORT_TTL_MS = 300_000;
const LONG_TTL_MS = 3_600_000;
const CAPACITY = 10_000;

/** What an answer says about the cache; undefined when nothing was cached, so that there is nothing to stay for. */
export function cachedPrefix(target: string, request: ChatRequest, usage: Usage): CachedPrefix | undefined {
  const isReported = usage.cacheReadTokens !== undefined || usage.cacheWriteTokens !== undefined;
  const tokens = (usage.cacheReadTokens ?? 0) + (usage.cacheWriteTokens ?? 0);
  if (isReported ? tokens === 0 : !hasBreakpoint(request)) return undefined;
  const isLong = (usage.cacheWrite1hTokens ?? 0) > 0 || asksForHour(request);
  return { target, tokens, ttlMs: isLong ? LONG_TTL_MS : SHORT_TTL_MS };
}

/** Makes an empty book. */
export function createAffinityBook(): AffinityBook {
  const holds = new Map<string, AffinityHold>();
  return {
    find(conversation, nowMs) {
      const hold = holds.get(conversation);
      if (hold === undefined || nowMs < hold.untilMs) return hold;
      holds.delete(conversation);
      return undefined;
    },
    hold(conversation, cached, nowMs) {
      const before = holds.get(conversation);
      const sinceMs = before?.target === cached.target ? before.sinceMs : nowMs;
      // Deleting first moves the entry to the young end of the map.
      holds.delete(conversation);
      const { target, tokens, ttlMs } = cached;
      holds.set(conversation, { target, sinceMs, untilMs: nowMs + ttlMs, cachedTokens: tokens });
      const [oldest] = holds.size > CAPACITY ? holds.keys() : [];
      if (oldest !== undefined) holds.delete(oldest);
    },
  };
}

function hasBreakpoint(request: ChatRequest): boolean {
  return someBreakpoint(request, () => true);
}

function asksForHour(request: ChatRequest): boolean {
  return someBreakpoint(request, (ttl) => ttl === '1h');
}

function someBreakpoint(request: ChatRequest, test: (ttl: string | undefined) => boolean): boolean {
  const carries = (part: { readonly cache?: { readonly ttl?: string } }) =>
    part.cache !== undefined && test(part.cache.ttl);
  return (
    request.system.some(carries) ||
    request.tools.some(carries) ||
    request.messages.some((message) => message.content.some(carries))
  );
}
