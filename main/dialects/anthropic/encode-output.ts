import type { OutputFormat } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeOutputSchema } from './encode-output-schema.ts';
import { encodeToolSchema } from './encode-tool-schema.ts';
import type { EncodedTools } from './encode-tools.ts';
import { createToolNaming } from './tool-naming.ts';

/** The request's parts that carry the wish for JSON. */
export interface OutputPlan extends EncodedTools {
  /** `output_config.format` */
  readonly format?: JsonObject;
  /** An instruction to add to the system prompt. */
  readonly hint?: string;
  /** The tool whose arguments are the answer. */
  readonly outputTool?: string;
}

const JSON_HINT = 'Answer with one JSON object and nothing else: no prose and no code fence around it.';

/** Asks for JSON in the best way the model has. */
export function encodeOutput(context: EncodeContext, tools: EncodedTools): OutputPlan {
  const { output } = context.request;
  if (output === undefined) return tools;
  if (output.type === 'json-object') {
    context.warnings.add('approximated', 'response_format', 'JSON was asked for in words');
    return { ...tools, hint: JSON_HINT };
  }
  if (!context.rules.structuredOutput) return byTool(context, tools, output);
  const own = context.request.dialect === 'anthropic';
  const schema = own ? output.schema : encodeOutputSchema(output.schema);
  return { ...tools, format: { type: 'json_schema', schema } };
}

/** True when `tool_choice` leaves the model no other way than to call a tool. */
export function isForced(output: OutputPlan): boolean {
  const type = output.toolChoice?.['type'];
  return type === 'any' || type === 'tool';
}

type Schema = Extract<OutputFormat, { type: 'json-schema' }>;

/** Models without structured output call a tool whose input is the answer; the decoder turns the call into text. */
function byTool(context: EncodeContext, tools: EncodedTools, output: Schema): OutputPlan {
  const name = freeName(tools.tools, nameFor(context, output));
  const { schema, changed } = encodeToolSchema(output.schema);
  if (changed) context.warnings.add('approximated', 'response_format', 'the schema was changed to an object');
  const description = output.description ?? 'Gives the final answer to the user.';
  const tool = { name, description, input_schema: schema };
  const choice = choiceFor(context, tools, name);
  if (choice['type'] === 'auto') {
    context.warnings.add(
      'approximated',
      'response_format',
      'the schema was asked for in words, not enforced',
    );
  }
  const hint = `Give your final answer by calling the tool ${name}, and only by that.`;
  return { tools: [...tools.tools, tool], toolChoice: choice, hint, outputTool: name };
}

/** Other tools may have to run first: then any call will do. Where a call cannot be forced, the hint must serve. */
function choiceFor(context: EncodeContext, tools: EncodedTools, name: string): JsonObject {
  const type = tools.toolChoice?.['type'];
  if (type === 'tool' || type === 'any') return tools.toolChoice ?? {};
  if (!mayForce(context)) return { type: 'auto' };
  const single =
    tools.toolChoice?.['disable_parallel_tool_use'] === true ? { disable_parallel_tool_use: true } : {};
  return tools.tools.length === 0 || type === 'none'
    ? { type: 'tool', name, disable_parallel_tool_use: true }
    : { type: 'any', ...single };
}

function mayForce(context: EncodeContext): boolean {
  const { request, rules } = context;
  const { reasoning } = request;
  const wanted = reasoning === undefined ? rules.thinking.onByDefault : reasoning.mode !== 'off';
  return !wanted || (rules.thinking.adaptive && rules.forcedToolWithThinking);
}

/** Not with the request's own naming: this tool is none of the client's, and nothing is to be restored. */
function nameFor(context: EncodeContext, output: Schema): string {
  return createToolNaming(context.rules.toolNameLength).encode(output.name ?? 'structured_answer');
}

function freeName(tools: readonly unknown[], wish: string): string {
  const taken = new Set(tools.map((tool) => (isJsonObject(tool) ? tool['name'] : undefined)));
  let name = wish;
  for (let n = 2; taken.has(name); n += 1) name = `${wish.slice(0, 60)}_${n}`;
  return name;
}
