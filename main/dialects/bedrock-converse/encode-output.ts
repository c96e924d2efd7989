import type { OutputFormat } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { encodeOutputSchema } from '../anthropic/encode-output-schema.ts';
import { encodeToolSchema } from '../anthropic/encode-tool-schema.ts';
import { present } from '../openai-vocabulary/present.ts';
import type { ConverseContext } from './encode-context.ts';
import type { EncodedTools } from './encode-tools.ts';

/** The request's parts that carry the wish for JSON. */
export interface OutputPlan {
  readonly tools: readonly JsonObject[];
  readonly choice?: JsonObject;
  /** Sentences to add to the system prompt. */
  readonly hints: readonly string[];
  /** `outputConfig` */
  readonly config?: JsonObject;
  /** The tool whose arguments are the answer. */
  readonly outputTool?: string;
}

const JSON_HINT = 'Answer with one JSON object and nothing else: no prose and no code fence around it.';
const ANSWER_TOOL = 'structured_answer';

/** Asks for JSON in the best way the model has: by its own means, by a tool, in words. */
export function encodeOutput(context: ConverseContext, { tools, choice, hint }: EncodedTools): OutputPlan {
  const { request, rules, warnings } = context;
  const { output } = request;
  const plan: OutputPlan = {
    tools,
    hints: hint === undefined ? [] : [hint],
    ...(choice === undefined ? {} : { choice }),
  };
  if (output === undefined) return plan;
  if (output.type === 'json-schema' && rules.structuredOutput)
    return { ...plan, config: encodeConfig(output) };
  if (
    output.type === 'json-schema' &&
    rules.tools !== 'none' &&
    rules.forcedTool === 'named' &&
    tools.length === 0
  ) {
    return byTool(context, output);
  }
  warnings.add('approximated', 'response_format', 'JSON was asked for in words, not enforced');
  const schema =
    output.type === 'json-schema' ? ` It must fit this JSON Schema: ${JSON.stringify(output.schema)}` : '';
  return { ...plan, hints: [...plan.hints, `${JSON_HINT}${schema}`] };
}

type Schema = Extract<OutputFormat, { type: 'json-schema' }>;

function encodeConfig({ schema, name, description }: Schema): JsonObject {
  const jsonSchema = present({ schema: JSON.stringify(encodeOutputSchema(schema)), name, description });
  return { textFormat: { type: 'json_schema', structure: { jsonSchema } } };
}

/** The model must call a tool whose input is the answer; the decoder turns the call into text. */
function byTool(context: ConverseContext, output: Schema): OutputPlan {
  const { schema, changed } = encodeToolSchema(output.schema);
  if (changed) context.warnings.add('approximated', 'response_format', 'the schema was changed to an object');
  const description = output.description ?? 'Gives the final answer to the user.';
  const tool = { toolSpec: { name: ANSWER_TOOL, description, inputSchema: { json: schema } } };
  return { tools: [tool], choice: { tool: { name: ANSWER_TOOL } }, hints: [], outputTool: ANSWER_TOOL };
}
