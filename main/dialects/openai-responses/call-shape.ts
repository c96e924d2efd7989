import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import { listTools, qualifiedName } from './list-tools.ts';
import { isNativeToolName, type NativeToolName } from './native-tools.ts';

/** The kind of item a tool's calls are for this client, and the name it knows the tool by. */
export type CallShape =
  | { readonly kind: 'function' | 'custom'; readonly name: string; readonly namespace?: string }
  | { readonly kind: 'native'; readonly name: NativeToolName };

/** Tells the shape of calls by the hub's name of the tool. */
export type CallShapes = (name: string) => CallShape;

/** Reads from the request which shapes the client expects. */
export function callShapesOf(request: ChatRequest): CallShapes {
  const shapes = new Map<string, CallShape>();
  const listed = isJsonObject(request.source) ? listTools(request.source) : [];
  for (const { tool, namespace } of listed) {
    const { type, name } = tool;
    if (isNativeToolName(type)) shapes.set(type, { kind: 'native', name: type });
    if (typeof name !== 'string') continue;
    if (type === 'custom') shapes.set(qualifiedName(name, namespace), { kind: 'custom', name, namespace });
    else if (namespace !== undefined) {
      shapes.set(qualifiedName(name, namespace), { kind: 'function', name, namespace });
    }
  }
  return (name) => shapes.get(name) ?? { kind: 'function', name };
}

/** Arguments as the client is to see them: a call without any has an empty object. */
export function completeArguments(json: string): string {
  return json.trim() === '' ? '{}' : json;
}

/** The free text inside `{"input": "…"}`; arguments that are not that, as they are. */
export function freeTextOf(json: string): string {
  const input = parseJsonObject(json)?.['input'];
  return typeof input === 'string' ? input : json;
}
