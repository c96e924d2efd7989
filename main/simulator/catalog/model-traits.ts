/** A group of regions that an inference profile serves. */
export type Geography = 'global' | 'us' | 'eu' | 'jp' | 'au' | 'apac' | 'us-gov';

/** What `thinking.type` may say. */
export type ThinkingType = 'enabled' | 'adaptive' | 'disabled';

/** What Converse takes from a model of another vendor than Anthropic. */
export interface ConverseTraits {
  /** As the control plane names it. */
  readonly vendor: string;
  /** Served by ConverseStream, and not by Converse alone. */
  readonly streaming: boolean;
  readonly system: boolean;
  /** `whole`: with Converse, and not with ConverseStream. */
  readonly tools: 'none' | 'whole' | 'streamed';
  readonly forcedTool: 'none' | 'any' | 'named';
  readonly images: boolean;
  readonly documents: boolean;
  /** Text may stand beside tool results. */
  readonly mixedResults: boolean;
  readonly stopSequences: boolean;
  readonly caching: boolean;
  /** Shows its reasoning. */
  readonly reasons: boolean;
  /** Names that `additionalModelRequestFields` may have. */
  readonly fields: readonly string[];
}

/** What Bedrock offers and refuses for one model. What is said of thinking and sampling holds for Claude. */
export interface ModelTraits {
  readonly id: string;
  readonly name: string;
  readonly profiles: readonly Geography[];
  /** May be called by its bare id in the in-region regions. */
  readonly inRegion: boolean;
  readonly contextWindow: number;
  readonly maxOutput: number;
  /** Shorter prefixes are silently not cached. */
  readonly minCacheTokens: number;
  readonly hourCache: boolean;
  readonly thinking: readonly ThinkingType[];
  readonly thinksUnasked: boolean;
  readonly thinkingDisplay: 'summarized' | 'omitted';
  readonly forcedToolWhileThinking: boolean;
  readonly efforts: readonly string[];
  /** `fixed`: only the default values; `one`: temperature or top_p, not both. */
  readonly sampling: 'free' | 'one' | 'fixed';
  readonly prefill: boolean;
  readonly structuredOutput: boolean;
  readonly strictTools: boolean;
  readonly systemTurns: boolean;
  /** ISO dates of the life cycle. */
  readonly launched: string;
  readonly legacy?: string;
  readonly endOfLife?: string;
  /** For the models of other vendors. */
  readonly converse?: ConverseTraits;
}
