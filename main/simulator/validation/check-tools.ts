import { isObject, type JsonObject, listOf, objectOf, objectsOf } from '../json.ts';
import { unknownTag } from './check-known-fields.ts';
import { TOOL_FIELDS } from './known-fields.ts';
import { extra, firstText, type ModelRequest, thinkingMode } from './model-request.ts';

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Tools with a schema of Anthropic's own that the client runs, and the beta flag each one needs. */
const TYPED_TOOLS: Readonly<Record<string, string>> = {
  bash_20250124: '',
  text_editor_20250124: '',
  text_editor_20250429: '',
  text_editor_20250728: '',
  memory_20250818: 'context-management-2025-06-27',
  computer_20250124: 'computer-use-2025-01-24',
  computer_20251124: 'computer-use-2025-11-24',
  tool_search_tool_bm25_20251119: 'tool-search-tool-2025-10-19',
  tool_search_tool_regex_20251119: 'tool-search-tool-2025-10-19',
};

/** Tool definitions and `tool_choice`. */
export function checkTools(request: ModelRequest): string | undefined {
  const { body } = request;
  if (body['tools'] !== undefined && !Array.isArray(body['tools']))
    return 'tools: Input should be a valid list';
  const names = objectsOf(body['tools']).map((tool) => tool['name']);
  return (
    firstText(listOf(body['tools']), (tool, index) => checkTool(tool, index, request)) ??
    (new Set(names).size < names.length ? 'tools: Tool names must be unique.' : undefined) ??
    checkChoice(names, request)
  );
}

function checkTool(tool: unknown, index: number, { betas }: ModelRequest): string | undefined {
  if (!isObject(tool)) return `tools.${index}: Input should be a valid dictionary`;
  const type = tool['type'] ?? 'custom';
  if (type === 'custom') return checkCustomTool(tool, `tools.${index}.custom`);
  const flag = TYPED_TOOLS[String(type)];
  if (flag === undefined || (flag !== '' && !betas.has(flag))) {
    const offered = Object.keys(TYPED_TOOLS).filter(
      (name) => TYPED_TOOLS[name] === '' || betas.has(TYPED_TOOLS[name]),
    );
    return unknownTag(`tools.${index}`, String(type), ['custom', ...offered]);
  }
  return undefined;
}

function checkCustomTool(tool: JsonObject, path: string): string | undefined {
  const unknown = Object.keys(tool).find((key) => !TOOL_FIELDS.has(key));
  if (unknown !== undefined) return extra(`${path}.${unknown}`);
  const { name, input_schema: schema } = tool;
  if (typeof name !== 'string') return `${path}.name: Field required`;
  if (!NAME.test(name)) return `${path}.name: String should match pattern '${NAME.source}'`;
  if (schema === undefined) return `${path}.input_schema: Field required`;
  if (!isObject(schema)) return `${path}.input_schema: Input should be a valid dictionary`;
  if (schema['type'] === undefined) return `${path}.input_schema.type: Field required`;
  if (schema['type'] !== 'object') return `${path}.input_schema.type: Input should be 'object'`;
  return ['oneOf', 'allOf', 'anyOf'].some((key) => schema[key] !== undefined)
    ? `${path}.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level`
    : undefined;
}

function checkChoice(names: readonly unknown[], request: ModelRequest): string | undefined {
  if (request.body['tool_choice'] === undefined) return undefined;
  const choice = objectOf(request.body['tool_choice']);
  if (names.length === 0) return 'tool_choice: may only be specified while providing tools';
  if (choice['type'] === 'tool' && !names.includes(choice['name'])) {
    return `Tool '${String(choice['name'])}' not found in provided tools`;
  }
  const forced = choice['type'] === 'tool' || choice['type'] === 'any';
  const mode = thinkingMode(request);
  const allowed = mode === 'off' || (mode !== 'enabled' && request.model.forcedToolWhileThinking);
  return forced && !allowed ? 'Thinking may not be enabled when tool_choice forces tool use.' : undefined;
}
