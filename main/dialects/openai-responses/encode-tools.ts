import type { Tool, ToolChoice, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeToolChoice as encodeChoice } from '../openai-vocabulary/encode-tool-choice.ts';
import { present } from '../openai-vocabulary/present.ts';
import type { WireNames } from '../openai-vocabulary/wire-names.ts';
import { withoutNativeTools } from '../openai-vocabulary/without-native-tools.ts';

/** What encoding one request shares. */
export interface EncodingContext {
  readonly names: WireNames;
  readonly warnings: Warning[];
  /** The request came in this dialect: each `source` in it may be sent as it is. */
  readonly isOwn: boolean;
  /** Call id -> the type of the item that makes the call, for all calls of the conversation. */
  readonly callTypes: ReadonlyMap<string, string>;
}

/** `tools`. Another vendor's own tools cannot go at all. */
export function encodeTools(tools: readonly Tool[], { names, warnings }: EncodingContext): JsonObject[] {
  return withoutNativeTools(tools, warnings).map((tool) => {
    const { description } = tool;
    const name = names.encode(tool.name);
    if (tool.kind === 'custom') return present({ type: 'custom', name, description });
    // Left out, OpenAI would try to make the schema strict.
    const strict = tool.strict === true;
    return present({ type: 'function', name, description, parameters: tool.inputSchema, strict });
  });
}

/** `tool_choice`; undefined when the default will do. */
export function encodeToolChoice(
  choice: ToolChoice | undefined,
  tools: readonly Tool[],
  { names }: EncodingContext,
): unknown {
  return encodeChoice(choice, tools, {
    named: ({ kind, name }) => ({ type: kind, name: names.encode(name) }),
    allowed: (mode, allowed) => ({ type: 'allowed_tools', mode, tools: allowed }),
  });
}
