import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';

/** How a tool call looks to this client: a function, free text, or the deprecated single `function_call`. */
export type CallShape = 'function' | 'custom' | 'function-call';

/** Tells the shape of each tool's calls, by tool name and the call's place among the answer's calls. */
export type CallShapes = (name: string, index: number) => CallShape;

/** Reads from the request which shapes the client expects. */
export function callShapesOf(request: ChatRequest): CallShapes {
  const custom = new Set(request.tools.filter((tool) => tool.kind === 'custom').map((tool) => tool.name));
  const isLegacy = usesFunctions(request.source);
  return (name, index) => {
    // The deprecated form has room for one call; should the model make more, they are not lost.
    if (isLegacy && index === 0) return 'function-call';
    return custom.has(name) ? 'custom' : 'function';
  };
}

function usesFunctions(source: unknown): boolean {
  return isJsonObject(source) && source['tools'] == null && source['functions'] != null;
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
