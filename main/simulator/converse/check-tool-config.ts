import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { firstText } from '../validation/model-request.ts';
import { type ConverseRequest, membersOf } from './converse-request.ts';

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** `toolConfig`: there when calls are, at least one tool, names and schemas as Converse wants them, a choice among them. */
export function checkToolConfig({ body }: ConverseRequest): string | undefined {
  const config = body['toolConfig'];
  const messages = objectsOf(body['messages']);
  const used = messages.some(
    (message) => membersOf(message, 'toolUse').length + membersOf(message, 'toolResult').length > 0,
  );
  if (config === undefined) {
    return used
      ? 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
      : undefined;
  }
  const tools = objectsOf(objectOf(config)['tools']);
  if (tools.length === 0) {
    return "1 validation error detected: Value '[]' at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1";
  }
  return firstText(tools, checkTool) ?? checkChoice(objectOf(objectOf(config)['toolChoice']), tools);
}

function checkTool(tool: JsonObject, index: number): string | undefined {
  if (tool['cachePoint'] !== undefined) return undefined;
  const path = `toolConfig.tools.${index}.member.toolSpec`;
  const { name, description, inputSchema } = objectOf(tool['toolSpec']);
  if (!NAME.test(textOf(name))) {
    return `1 validation error detected: Value '${textOf(name)}' at '${path}.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+`;
  }
  if (description === '') {
    return `1 validation error detected: Value '' at '${path}.description' failed to satisfy constraint: Member must have length greater than or equal to 1`;
  }
  const schema = objectOf(inputSchema)['json'];
  if (!isObject(schema))
    return `The value at toolConfig.tools.${index}.toolSpec.inputSchema.json must be a JSON object.`;
  return schema['type'] === 'object'
    ? undefined
    : `The value at toolConfig.tools.${index}.toolSpec.inputSchema.json.type must be one of the following: object.`;
}

function checkChoice(choice: JsonObject, tools: readonly JsonObject[]): string | undefined {
  if (choice['tool'] === undefined) return undefined;
  const { name } = objectOf(choice['tool']);
  const offered = tools.some((tool) => objectOf(tool['toolSpec'])['name'] === name);
  return offered ? undefined : `Tool '${String(name)}' not found in provided tools`;
}
