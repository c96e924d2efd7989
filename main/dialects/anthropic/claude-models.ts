import type { Effort } from '../../core/chat-request.ts';

/** How a model may be asked to think. */
interface ThinkingRules {
  /** `thinking.type: "adaptive"` is accepted. */
  readonly adaptive: boolean;
  /** `thinking.type: "enabled"` with `budget_tokens` is accepted. */
  readonly budget: boolean;
  /** Whether `disabled` is accepted: always, only with an effort of at most `high`, or never. */
  readonly off: 'always' | 'up-to-high' | 'never';
  /** True when the model thinks although the request says nothing of it. */
  readonly onByDefault: boolean;
  /** False when the thinking text is left out unless the request asks for a summary. */
  readonly shownByDefault: boolean;
}

/** What one Claude model accepts. Plain data: a provider that learns better spreads its correction over it. */
export interface ClaudeRules {
  /** The bare name without vendor, date and version, e.g. `claude-opus-4-6`. */
  readonly name: string;
  readonly displayName: string;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  readonly thinking: ThinkingRules;
  /** Values `output_config.effort` accepts, weakest first; empty when the model has no such member. */
  readonly efforts: readonly Effort[];
  /** `one`: temperature or top_p but not both. `none`: only the default values. */
  readonly sampling: 'free' | 'one' | 'none';
  /** A final assistant turn may be continued. */
  readonly prefill: boolean;
  /** `output_config.format` is accepted. */
  readonly structuredOutput: boolean;
  /** A forced tool may be combined with adaptive thinking. */
  readonly forcedToolWithThinking: boolean;
  /** The shortest prefix that is cached, in tokens. */
  readonly cacheMinimumTokens: number;
  /** `cache_control.ttl: "1h"` is accepted. */
  readonly cacheOneHour: boolean;
  /** `system` messages may stand between the turns. */
  readonly midConversationSystem: boolean;
  /** The longest tool name. Bedrock takes 64 characters, the first-party API 128. */
  readonly toolNameLength: number;
}

const MILLION = 1_000_000;
const CLASSIC_CONTEXT = 200_000;

const ADAPTIVE: ThinkingRules = {
  adaptive: true,
  budget: false,
  off: 'always',
  onByDefault: false,
  shownByDefault: false,
};
const BUDGET: ThinkingRules = {
  adaptive: false,
  budget: true,
  off: 'always',
  onByDefault: false,
  shownByDefault: true,
};
const NO_THINKING: ThinkingRules = { ...BUDGET, budget: false };

const MODERN_EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const;

type Row = Omit<ClaudeRules, 'name'>;

/** Opus 4.7 and later, and the 5 generation: adaptive thinking only, no sampling, no prefill. */
const MODERN: Row = {
  displayName: '',
  contextTokens: MILLION,
  maxOutputTokens: 128_000,
  thinking: ADAPTIVE,
  efforts: MODERN_EFFORTS,
  sampling: 'none',
  prefill: false,
  structuredOutput: false,
  forcedToolWithThinking: true,
  cacheMinimumTokens: 1024,
  cacheOneHour: true,
  midConversationSystem: false,
  toolNameLength: 64,
};

/** Claude 4.6: both shapes of thinking, structured output. */
const TRANSITIONAL: Row = {
  ...MODERN,
  thinking: { ...ADAPTIVE, budget: true, shownByDefault: true },
  efforts: ['low', 'medium', 'high', 'max'],
  sampling: 'one',
  structuredOutput: true,
  forcedToolWithThinking: false,
};

/** Claude 4.5 and before: thinking by budget. */
const CLASSIC: Row = {
  ...TRANSITIONAL,
  contextTokens: CLASSIC_CONTEXT,
  maxOutputTokens: 64_000,
  thinking: BUDGET,
  efforts: [],
  prefill: true,
};

/** Before 4.5: no structured output, no one-hour cache. */
const OLD: Row = { ...CLASSIC, sampling: 'free', structuredOutput: false, cacheOneHour: false };

const CLAUDE_3: Row = { ...OLD, thinking: NO_THINKING, maxOutputTokens: 4096 };

const FABLE: Row = {
  ...MODERN,
  thinking: { ...ADAPTIVE, off: 'never', onByDefault: true },
  cacheMinimumTokens: 512,
};

/**
 * By bare name without `claude-`. Context, output limits and cache minima are what Bedrock documents; Sonnet 4.6 is
 * held at 64,000 output tokens there although the first-party API takes 128,000.
 */
export const CLAUDE_MODELS: Readonly<Record<string, Row>> = {
  'fable-5': { ...FABLE, displayName: 'Claude Fable 5', midConversationSystem: true },
  'mythos-5': { ...FABLE, displayName: 'Claude Mythos 5' },
  'mythos-preview': { ...FABLE, displayName: 'Claude Mythos Preview' },
  'opus-5': {
    ...MODERN,
    displayName: 'Claude Opus 5',
    thinking: { ...ADAPTIVE, off: 'up-to-high', onByDefault: true },
    cacheMinimumTokens: 512,
  },
  'sonnet-5': {
    ...MODERN,
    displayName: 'Claude Sonnet 5',
    thinking: { ...ADAPTIVE, onByDefault: true },
  },
  'opus-4-8': { ...MODERN, displayName: 'Claude Opus 4.8', midConversationSystem: true },
  'opus-4-7': {
    ...MODERN,
    displayName: 'Claude Opus 4.7',
    forcedToolWithThinking: false,
    cacheMinimumTokens: 2048,
  },
  'opus-4-6': { ...TRANSITIONAL, displayName: 'Claude Opus 4.6', cacheMinimumTokens: 4096 },
  'sonnet-4-6': {
    ...TRANSITIONAL,
    displayName: 'Claude Sonnet 4.6',
    maxOutputTokens: 64_000,
    cacheMinimumTokens: 2048,
  },
  'opus-4-5': {
    ...CLASSIC,
    displayName: 'Claude Opus 4.5',
    efforts: ['low', 'medium', 'high'],
    cacheMinimumTokens: 4096,
  },
  'sonnet-4-5': { ...CLASSIC, displayName: 'Claude Sonnet 4.5' },
  'haiku-4-5': { ...CLASSIC, displayName: 'Claude Haiku 4.5', cacheMinimumTokens: 4096 },
  'opus-4-1': { ...OLD, displayName: 'Claude Opus 4.1', maxOutputTokens: 32_000, sampling: 'one' },
  'opus-4': { ...OLD, displayName: 'Claude Opus 4', maxOutputTokens: 32_000 },
  'sonnet-4': { ...OLD, displayName: 'Claude Sonnet 4' },
  '3-7-sonnet': { ...OLD, displayName: 'Claude Sonnet 3.7' },
  '3-5-sonnet': { ...CLAUDE_3, displayName: 'Claude Sonnet 3.5', maxOutputTokens: 8192 },
  '3-5-haiku': {
    ...CLAUDE_3,
    displayName: 'Claude Haiku 3.5',
    maxOutputTokens: 8192,
    cacheMinimumTokens: 2048,
  },
  '3-opus': { ...CLAUDE_3, displayName: 'Claude Opus 3' },
  '3-sonnet': { ...CLAUDE_3, displayName: 'Claude Sonnet 3' },
  '3-haiku': { ...CLAUDE_3, displayName: 'Claude Haiku 3', cacheMinimumTokens: 2048 },
};

/** The rules for names the table does not know, by the word in the name; the last one fits everything. */
export const NEWEST_BY_FAMILY: readonly (readonly [word: string, name: string])[] = [
  ['fable', 'fable-5'],
  ['mythos', 'mythos-5'],
  ['opus', 'opus-5'],
  ['', 'sonnet-5'],
];

/** What an id that names no model is taken for, e.g. an application inference profile. */
export const MODERN_CLAUDE: Row = { ...MODERN, displayName: 'Claude' };
