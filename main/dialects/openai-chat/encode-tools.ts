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
}

/** `tools`. Free-text tools go as functions with one argument; another vendor's own tools cannot go at all. */
export function encodeTools(tools: readonly Tool[], { names, warnings }: EncodingContext): JsonObject[] {
  return withoutNativeTools(tools, warnings).map((tool) => {
    const { description, inputSchema: parameters } = tool;
    // Never switched on by us: it demands closed schemas.
    const strict = tool.strict === true ? true : undefined;
    const called = present({ name: names.encode(tool.name), description, parameters, strict });
    return { type: 'function', function: called };
  });
}

/** `tool_choice`; undefined when the default will do. */
export function encodeToolChoice(
  choice: ToolChoice | undefined,
  tools: readonly Tool[],
  { names, isOwn }: EncodingContext,
): unknown {
  return encodeChoice(choice, tools, {
    named: ({ kind, name }) =>
      isOwn && kind === 'custom'
        ? { type: 'custom', custom: { name } }
        : { type: 'function', function: { name: names.encode(name) } },
    allowed: (mode, allowed) => ({ type: 'allowed_tools', allowed_tools: { mode, tools: allowed } }),
  });
}
