import { unsupported } from '../../core/app-error.ts';
import type { Tool, ToolChoice } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';

/** How one of the formats writes a choice that is more than a word. */
export interface ChoiceForm {
  named(tool: Tool): JsonObject;
  allowed(mode: 'auto' | 'required', tools: readonly JsonObject[]): JsonObject;
}

/** `tool_choice`; undefined when the default will do. @throws AppError for a tool the upstream is not sent */
export function encodeToolChoice(
  choice: ToolChoice | undefined,
  tools: readonly Tool[],
  form: ChoiceForm,
): unknown {
  if (choice === undefined) return undefined;
  if (choice.mode === 'tool') return form.named(callable(choice.name ?? '', tools));
  const mode = choice.mode === 'any' ? 'required' : choice.mode;
  if (choice.allowed === undefined || mode === 'none') return mode;
  return form.allowed(
    mode,
    choice.allowed.map((name) => form.named(callable(name, tools))),
  );
}

function callable(name: string, tools: readonly Tool[]): Tool {
  const tool = tools.find((candidate) => candidate.name === name);
  if (tool === undefined || tool.kind === 'native') {
    throw unsupported('tool_choice', `tool_choice names "${name}", which this provider cannot run.`);
  }
  return tool;
}
