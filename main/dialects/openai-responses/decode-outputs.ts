import type { ToolResultBlock } from '../../core/chat-block.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { readOptionalString, readString } from '../../core/read-field.ts';
import { hoistCache } from '../openai-vocabulary/hoist-cache.ts';
import { decodeContent, hasForeignPart } from './decode-parts.ts';

/** A `function_call_output` or `custom_tool_call_output`: text, or a list of parts. @throws AppError */
export function decodeOutput(item: JsonObject, path: string): ToolResultBlock {
  return decodeResult(item, path, { id: readString(item, 'call_id', path) });
}

/** A `local_shell_call_output`, which may name its call by the item's id. */
export function decodeLocalShellOutput(
  item: JsonObject,
  path: string,
  callIds: ReadonlyMap<string, string>,
): ToolResultBlock {
  const id = readOptionalString(item, 'call_id', path) ?? readString(item, 'id', path);
  return decodeResult(item, path, { id: callIds.get(id) ?? id });
}

/** A `shell_call_output`: what each command printed, and how it ended. */
export function decodeShellOutput(item: JsonObject, path: string): ToolResultBlock {
  const { output } = item;
  const text = Array.isArray(output) ? output.filter(isJsonObject).map(shellText).join('\n') : undefined;
  return decodeResult(item, path, { id: readString(item, 'call_id', path), text });
}

/** An `apply_patch_call_output`, the one kind that says whether the call failed. */
export function decodePatchOutput(item: JsonObject, path: string): ToolResultBlock {
  const status = readOptionalString(item, 'status', path) ?? 'completed';
  const text = readOptionalString(item, 'output', path) || status;
  const block = decodeResult(item, path, { id: readString(item, 'call_id', path), text });
  return { ...block, isError: status === 'failed' };
}

interface Result {
  /** The call it answers. */
  readonly id: string;
  /** What it says, where that is not `output` as it stands. */
  readonly text?: string;
}

function decodeResult(item: JsonObject, path: string, { id, text }: Result): ToolResultBlock {
  const output = text ?? readableOutput(item['output']);
  const { content, cache } = hoistCache(decodeContent(output, `${path}.output`));
  const source = hasForeignPart(output) ? undefined : item;
  return { type: 'tool-result', toolUseId: id, content, isError: false, cache, source };
}

/** Clients that put plain JSON in place of text mean its text. */
function readableOutput(output: unknown): unknown {
  if (output == null || typeof output === 'string' || Array.isArray(output)) return output;
  return stringifyJson(output);
}

function shellText(entry: JsonObject): string {
  const { outcome } = entry;
  const exit = isJsonObject(outcome) ? (outcome['exit_code'] ?? outcome['type']) : undefined;
  const ending = exit === undefined || exit === 0 ? '' : `(exit: ${exit})`;
  return [entry['stdout'], entry['stderr'], ending]
    .filter((text) => typeof text === 'string' && text !== '')
    .join('\n');
}
