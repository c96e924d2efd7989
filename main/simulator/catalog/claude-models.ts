import type { ModelTraits } from './model-traits.ts';

type OwnKey = 'id' | 'name' | 'profiles' | 'minCacheTokens' | 'launched';
type Own = Pick<ModelTraits, OwnKey> & Partial<ModelTraits>;

const ALL_EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'];
const WORLD = ['global', 'us', 'eu', 'au', 'jp'] as const;

/** Opus 4.7 and everything after: adaptive thinking only, no sampling parameters. */
const latest = {
  inRegion: true,
  contextWindow: 1_000_000,
  maxOutput: 128_000,
  hourCache: true,
  thinking: ['adaptive', 'disabled'],
  thinksUnasked: false,
  thinkingDisplay: 'omitted',
  forcedToolWhileThinking: true,
  efforts: ALL_EFFORTS,
  sampling: 'fixed',
  prefill: false,
  structuredOutput: false,
  strictTools: false,
  systemTurns: false,
} as const;

/** The 4.6 pair: both thinking shapes. */
const bridging = {
  ...latest,
  inRegion: false,
  thinking: ['adaptive', 'enabled', 'disabled'],
  thinkingDisplay: 'summarized',
  forcedToolWhileThinking: false,
  efforts: ['low', 'medium', 'high', 'max'],
  sampling: 'one',
  structuredOutput: true,
  strictTools: true,
} as const;

/** 4.5 and older: thinking with a budget, prefill allowed. */
const manual = {
  ...bridging,
  contextWindow: 200_000,
  maxOutput: 64_000,
  thinking: ['enabled', 'disabled'],
  efforts: [],
  prefill: true,
} as const;

const early = { ...manual, hourCache: false, structuredOutput: false, strictTools: false } as const;

/**
 * Claude on Bedrock in November 2026. Ids, limits and refusals after AWS's and Anthropic's model tables;
 * cache minima after LiteLLM's price file and published measurements.
 */
export const claudeModels: readonly ModelTraits[] = [
  model(latest, {
    id: 'anthropic.claude-fable-5',
    name: 'Claude Fable 5',
    profiles: ['global', 'us', 'eu'],
    minCacheTokens: 512,
    launched: '2026-06-09',
    thinking: ['adaptive'],
    thinksUnasked: true,
    systemTurns: true,
  }),
  model(latest, {
    id: 'anthropic.claude-opus-5',
    name: 'Claude Opus 5',
    profiles: WORLD,
    minCacheTokens: 512,
    launched: '2026-07-14',
    thinksUnasked: true,
  }),
  model(latest, {
    id: 'anthropic.claude-opus-4-8',
    name: 'Claude Opus 4.8',
    profiles: WORLD,
    minCacheTokens: 1024,
    launched: '2026-05-28',
    systemTurns: true,
  }),
  model(latest, {
    id: 'anthropic.claude-opus-4-7',
    name: 'Claude Opus 4.7',
    profiles: WORLD,
    minCacheTokens: 2048,
    launched: '2026-04-16',
    forcedToolWhileThinking: false,
  }),
  model(latest, {
    id: 'anthropic.claude-sonnet-5',
    name: 'Claude Sonnet 5',
    profiles: WORLD,
    minCacheTokens: 1024,
    launched: '2026-06-30',
    thinksUnasked: true,
  }),
  model(bridging, {
    id: 'anthropic.claude-opus-4-6-v1',
    name: 'Claude Opus 4.6',
    profiles: ['global', 'us', 'eu', 'jp', 'apac', 'au'],
    minCacheTokens: 4096,
    launched: '2026-02-05',
  }),
  model(bridging, {
    id: 'anthropic.claude-sonnet-4-6',
    name: 'Claude Sonnet 4.6',
    profiles: ['global', 'us', 'eu', 'jp', 'au'],
    // Sources disagree on 64k or 128k; the lower one is what every source grants.
    maxOutput: 64_000,
    minCacheTokens: 2048,
    launched: '2026-02-17',
  }),
  model(manual, {
    id: 'anthropic.claude-opus-4-5-20251101-v1:0',
    name: 'Claude Opus 4.5',
    profiles: ['global', 'us', 'eu'],
    efforts: ['low', 'medium', 'high'],
    minCacheTokens: 4096,
    launched: '2025-11-24',
  }),
  model(manual, {
    id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    name: 'Claude Sonnet 4.5',
    profiles: ['global', 'us', 'eu', 'jp', 'au', 'us-gov'],
    minCacheTokens: 1024,
    launched: '2025-09-29',
  }),
  model(manual, {
    id: 'anthropic.claude-haiku-4-5-20251001-v1:0',
    name: 'Claude Haiku 4.5',
    profiles: ['global', 'us', 'eu', 'jp', 'au'],
    minCacheTokens: 4096,
    launched: '2025-10-15',
  }),
  model(early, {
    id: 'anthropic.claude-opus-4-1-20250805-v1:0',
    name: 'Claude Opus 4.1',
    profiles: ['us'],
    maxOutput: 32_000,
    minCacheTokens: 1024,
    launched: '2025-08-05',
    legacy: '2026-07-08',
    endOfLife: '2027-01-08',
  }),
  model(early, {
    id: 'anthropic.claude-sonnet-4-20250514-v1:0',
    name: 'Claude Sonnet 4',
    profiles: ['global', 'us', 'eu', 'apac'],
    sampling: 'free',
    minCacheTokens: 1024,
    launched: '2025-05-22',
    legacy: '2026-04-14',
    endOfLife: '2026-10-14',
  }),
];

function model(family: Omit<ModelTraits, OwnKey>, own: Own): ModelTraits {
  return { ...family, ...own };
}
