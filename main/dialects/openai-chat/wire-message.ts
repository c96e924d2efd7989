import type { JsonObject } from '../../core/json.ts';

/** A message as this side writes it. */
export type WireMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly unknown[] }
  | AssistantMessage
  | ToolMessage;

interface AssistantMessage {
  readonly role: 'assistant';
  readonly content: string | null;
  readonly tool_calls?: readonly (JsonObject & { readonly id: string })[];
}

export interface ToolMessage {
  readonly role: 'tool';
  readonly tool_call_id: string;
  readonly content: string;
}
