import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import { sealProof } from '../openai-vocabulary/sealed-proof.ts';
import { type CallShape, completeArguments } from './call-shape.ts';
import { NATIVE_TOOLS, type NativeToolName } from './native-tools.ts';

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

/** A `message` item with one part, or with none yet. */
export function messageItem(id: string, status: ItemStatus, part: JsonObject | undefined): JsonObject {
  return { id, type: 'message', status, role: 'assistant', content: part === undefined ? [] : [part] };
}

export function textPart(text: string, annotations: readonly unknown[]): JsonObject {
  return { type: 'output_text', text, annotations, logprobs: [] };
}

export function refusalPart(refusal: string): JsonObject {
  return { type: 'refusal', refusal };
}

export function summaryPart(text: string): JsonObject {
  return { type: 'summary_text', text };
}

/** A `reasoning` item. Without a proof it cannot come back to the model, and says so with a null. */
export function reasoningItem(id: string, thinking: string, encrypted: string | undefined): JsonObject {
  const summary = thinking === '' ? [] : [summaryPart(thinking)];
  return { id, type: 'reasoning', summary, encrypted_content: encrypted ?? null };
}

/** What `encrypted_content` holds of a finished thinking block; undefined when there is no signature. */
export function encryptThinking(dialect: string, thinking: string, signature: string): string | undefined {
  if (signature === '') return undefined;
  if (dialect === 'openai-responses') return signature;
  return sealProof({ dialect, kind: 'thinking', value: signature, text: thinking });
}

/** The same for redacted thinking. */
export function encryptRedacted(dialect: string, data: string): string {
  return dialect === 'openai-responses' ? data : sealProof({ dialect, kind: 'redacted', value: data });
}

/** A call about to be described. */
export interface CallFacts {
  /** The item's own id. */
  readonly id: string;
  /** The id that the result will name. */
  readonly callId: string;
  readonly status: ItemStatus;
}

/** A `function_call` item. */
export function functionCallItem(facts: CallFacts, shape: CallShape, json: string): JsonObject {
  return { ...callFrame(facts, 'function_call', shape), arguments: json };
}

/** A `custom_tool_call` item. */
export function customCallItem(facts: CallFacts, shape: CallShape, input: string): JsonObject {
  return { ...callFrame(facts, 'custom_tool_call', shape), input };
}

/** A call of a tool that OpenAI defines and the client runs. Broken arguments make an empty call, which runs nothing. */
export function nativeCallItem(facts: CallFacts, name: NativeToolName, json: string): JsonObject {
  const { callType, member, toMember } = NATIVE_TOOLS[name];
  const args = parseJsonObject(completeArguments(json)) ?? {};
  const { id, callId, status } = facts;
  return { id, type: callType, status, call_id: callId, [member]: toMember(args) };
}

function callFrame({ id, callId, status }: CallFacts, type: string, shape: CallShape): JsonObject {
  const namespace = shape.kind === 'native' ? undefined : shape.namespace;
  return {
    id,
    type,
    status,
    call_id: callId,
    name: shape.name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}
