import type { Tool } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';
import { withoutNativeTools } from '../openai-vocabulary/without-native-tools.ts';
import { cleanSchema } from './clean-schema.ts';
import type { EncodeContext } from './encode-context.ts';

/** `tools`: all functions in one. Another vendor's own tools cannot go at all. */
export function encodeTools(context: EncodeContext): JsonObject[] {
  const { request, warnings } = context;
  const dropped: Parameters<typeof withoutNativeTools>[1] = [];
  const tools = withoutNativeTools(request.tools, dropped);
  for (const { code, param, detail } of dropped) warnings.add(code, param, detail);
  if (tools.length === 0) return [];
  return [{ functionDeclarations: tools.map((tool) => encodeFunction(context, tool)) }];
}

function encodeFunction({ names, options }: EncodeContext, tool: Tool): JsonObject {
  const { name, description, inputSchema } = tool;
  const hasParameters = isJsonObject(inputSchema) && takesArguments(inputSchema);
  const isSubset = options.schemas === 'subset';
  return present({
    name: names.encode(name),
    description,
    parameters: hasParameters && isSubset ? cleanSchema(inputSchema) : undefined,
    parametersJsonSchema: hasParameters && !isSubset ? inputSchema : undefined,
  });
}

/** An object without properties is refused as parameters: a function that takes nothing has none. */
function takesArguments(schema: JsonObject): boolean {
  const { properties } = schema;
  if (isJsonObject(properties)) return Object.keys(properties).length > 0;
  return Object.keys(schema).some(
    (key) => key !== 'type' && key !== 'additionalProperties' && key !== '$schema',
  );
}

/** `toolConfig`; undefined when the default will do. */
export function encodeToolConfig({ request, names, warnings }: EncodeContext): JsonObject | undefined {
  const choice = request.toolChoice;
  if (choice === undefined) return undefined;
  if (choice.parallel === false) {
    warnings.add('dropped', 'tool_choice', 'Gemini models cannot be held to one call at a time');
  }
  const allowed = choice.mode === 'tool' ? [choice.name ?? ''] : choice.allowed;
  if (choice.mode === 'auto' && allowed === undefined) return undefined;
  return {
    functionCallingConfig: present({
      mode: modeOf(choice.mode, allowed),
      allowedFunctionNames: choice.mode === 'none' ? undefined : allowed?.map((name) => names.encode(name)),
    }),
  };
}

/** Only ANY and VALIDATED heed a list of names; VALIDATED leaves the model free to call none. */
function modeOf(mode: 'auto' | 'any' | 'tool' | 'none', allowed: readonly string[] | undefined): string {
  if (mode === 'none') return 'NONE';
  if (mode === 'auto') return allowed === undefined ? 'AUTO' : 'VALIDATED';
  return 'ANY';
}
