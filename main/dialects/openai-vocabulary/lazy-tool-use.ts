import type { ToolUseBlock } from '../../core/chat-block.ts';
import type { JsonObject } from '../../core/json.ts';
import { stringifyJson } from '../../core/raw-json.ts';

interface ParsedCall {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
  readonly source?: unknown;
}

/**
 * A call whose arguments came as JSON. On the way to the same format nobody asks for their text: a history full of written
 * files is then never serialised twice.
 */
export function lazyToolUse({ id, name, input, source }: ParsedCall): ToolUseBlock {
  let text: string | undefined;
  return {
    type: 'tool-use',
    id,
    name,
    get arguments() {
      text ??= stringifyJson(input);
      return text;
    },
    ...(source === undefined ? {} : { source }),
  };
}
