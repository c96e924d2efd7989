import type { CacheBreakpoint, ContentBlock, TextBlock } from './chat-block.ts';
import type { DialectName, Extensions } from './dialect-name.ts';

/** A request in the hub's shape: Claude's content blocks, whatever the client spoke. */
export interface ChatRequest {
  /** The dialect the client speaks, and of every `source` in this request. */
  readonly dialect: DialectName;
  /** The model as the client named it. */
  readonly model: string;
  readonly stream: boolean;
  /** Instructions that stand before the conversation. */
  readonly system: readonly TextBlock[];
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  /** The most tokens the answer may have, thinking included. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly stopSequences: readonly string[];
  readonly reasoning?: Reasoning;
  readonly output?: OutputFormat;
  /** An opaque end-user id, never an e-mail address. */
  readonly userId?: string;
  readonly serviceTier?: string;
  /** Vendor feature flags (`anthropic-beta`), in order, without duplicates. */
  readonly betas: readonly string[];
  /** What the hub has no place for, for `x-krouter-warnings`; which of it holds is known with the upstream. */
  readonly warnings: readonly Warning[];
  readonly extensions: Extensions;
  /** The whole body as parsed from the wire. */
  readonly source?: unknown;
}

/** A loss the client ought to know of: a short code and the field it is about. */
export interface Warning {
  readonly code: 'dropped' | 'changed' | 'approximated';
  readonly param: string;
  readonly detail?: string;
  /** Upstreams of these dialects are sent the field as it came: there nothing is lost. */
  readonly unless?: readonly DialectName[];
}

export interface Message {
  /** `system` is an instruction that stands in mid-conversation. */
  readonly role: 'user' | 'assistant' | 'system';
  readonly content: readonly ContentBlock[];
  /** Members of the message that the hub has no name for. */
  readonly extensions?: Extensions;
  readonly source?: unknown;
}

export interface Tool {
  /** `function`: called with JSON. `custom`: called with free text. `native`: the vendor's own, carried as it is. */
  readonly kind: 'function' | 'custom' | 'native';
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments. */
  readonly inputSchema?: unknown;
  readonly strict?: boolean;
  readonly cache?: CacheBreakpoint;
  readonly source?: unknown;
}

export interface ToolChoice {
  /** `any`: some tool must be called. `tool`: the named one must be. */
  readonly mode: 'auto' | 'any' | 'tool' | 'none';
  readonly name?: string;
  /** Only these tools may be called. */
  readonly allowed?: readonly string[];
  /** false: at most one call per turn. */
  readonly parallel?: boolean;
}

export type Effort = 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** How much the model may think before it answers. */
export interface Reasoning {
  /** Unset when the client gave only an effort. */
  readonly mode?: 'off' | 'adaptive' | 'budget';
  /** Thinking tokens, with mode `budget`. */
  readonly budgetTokens?: number;
  readonly effort?: Effort;
  readonly display?: 'summarized' | 'omitted';
}

export type OutputFormat =
  | { readonly type: 'json-object' }
  | {
      readonly type: 'json-schema';
      readonly schema: unknown;
      readonly name?: string;
      readonly description?: string;
      readonly strict?: boolean;
    };
