import type { ToolResultBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeCallId } from '../openai-vocabulary/encode-call-id.ts';
import { encodeParts } from './encode-parts.ts';
import type { EncodingContext } from './encode-tools.ts';

/** A tool's result as the item that answers its kind of call. */
export function encodeOutputItem(block: ToolResultBlock, context: EncodingContext): JsonObject {
  const call_id = encodeCallId(block.toolUseId);
  const type = `${context.callTypes.get(block.toolUseId) ?? 'function_call'}_output`;
  switch (type) {
    case 'shell_call_output': {
      const outcome = { type: 'exit', exit_code: 0 };
      return { type, call_id, output: [{ stdout: textOf(block, context), stderr: '', outcome }] };
    }
    case 'apply_patch_call_output':
      return {
        type,
        call_id,
        status: block.isError ? 'failed' : 'completed',
        output: textOf(block, context),
      };
    case 'local_shell_call_output':
      return { type, call_id, output: textOf(block, context) };
    default:
      return { type, call_id, output: encodeOutput(block, context) };
  }
}

/** A string where there is only text; the format has no flag for a failed call. */
function encodeOutput(block: ToolResultBlock, context: EncodingContext): string | readonly JsonObject[] {
  const parts = encodeParts(block.content, context);
  if (parts.every((part) => part['type'] === 'input_text')) return textOf(block, context);
  return block.isError ? [{ type: 'input_text', text: 'Error:' }, ...parts] : parts;
}

function textOf(block: ToolResultBlock, context: EncodingContext): string {
  const text = encodeParts(block.content, context)
    .flatMap((part) => (typeof part['text'] === 'string' ? [part['text']] : []))
    .join('\n\n');
  return block.isError ? `Error: ${text || '(no output)'}` : text;
}
