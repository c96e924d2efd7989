import type { JsonObject } from '../../../core/json.ts';

/** `aiserver.v1` messages of an inference run, as plain data. Empty text and lists are what the wire leaves out. */
export interface InferenceRequest {
  readonly messages: readonly CoreMessage[];
  readonly tools: readonly AgentTool[];
  readonly config: ModelConfig;
  readonly modelId: string;
  readonly invocationId: string;
  readonly requestedModel?: RequestedModel;
  readonly conversationId: string;
}

export interface ModelConfig {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences: readonly string[];
}

export interface RequestedModel {
  readonly modelId: string;
  readonly parameters: readonly { readonly id: string; readonly value: string }[];
}

export type CoreRole = 'user' | 'assistant' | 'tool' | 'system';

export interface CoreMessage {
  readonly role: CoreRole;
  readonly text: string;
  readonly parts: readonly ContentPart[];
  readonly toolCalls: readonly ToolCall[];
  readonly results: readonly ToolResultPart[];
  readonly reasoning: readonly ReasoningPart[];
}

export type ContentPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly data: Uint8Array; readonly mimeType: string }
  | {
      readonly kind: 'file';
      readonly data: Uint8Array;
      readonly mediaType: string;
      readonly filename: string;
    };

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

export interface ToolResultPart {
  readonly callId: string;
  readonly name: string;
  readonly result: unknown;
  readonly isError: boolean;
}

export interface ReasoningPart {
  readonly isRedacted: boolean;
  readonly text: string;
  readonly signature: string;
  readonly redactedData: string;
}

export interface AgentTool {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonObject;
}

/** What one message of the client's says; a run asks for its model first and then invokes it. */
export type ClientMessage =
  | { readonly kind: 'run-request' | 'cancel' | 'finish-run' | 'unknown' }
  | { readonly kind: 'invoke'; readonly invocationId: string; readonly request: Uint8Array };

/** What one message of the server's says. */
export type ServerMessage =
  | { readonly kind: 'heartbeat' | 'run-ready' | 'unknown' }
  | { readonly kind: 'response'; readonly invocationId: string; readonly part: StreamPart }
  | { readonly kind: 'invocation-end'; readonly invocationId: string; readonly error?: string };

/** One part of a streamed answer. */
export type StreamPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'tool-call';
      readonly id: string;
      readonly name: string;
      /** A piece of JSON text; all of it once the call is complete. */
      readonly arguments: string;
      readonly isComplete: boolean;
      readonly index: number;
    }
  | { readonly kind: 'usage'; readonly prompt?: number; readonly completion?: number }
  | {
      readonly kind: 'extended-usage';
      readonly input?: number;
      readonly output?: number;
      readonly cacheRead?: number;
      readonly cacheWrite?: number;
    }
  | { readonly kind: 'info'; readonly id: string; readonly model: string; readonly error: string }
  | { readonly kind: 'error'; readonly message: string; readonly code: string; readonly type: number }
  | { readonly kind: 'thinking'; readonly text: string; readonly signature: string }
  | { readonly kind: 'unknown' };

/** `error_type` of a streamed error. */
export const ERROR_TYPES = {
  inputLimit: 2,
  outputLimit: 3,
  rateLimit: 4,
  authentication: 5,
  permission: 6,
  overloaded: 7,
  contentFilter: 8,
} as const;
