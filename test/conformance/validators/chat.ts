import type { JsonObject } from '../../../main/core/json.ts';
import { checkName, checkSchema, must, objectIn, objectsIn, onlyMembers } from './rules.ts';

const MEMBERS = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'max_tokens',
  'max_completion_tokens',
  'temperature',
  'top_p',
  'stop',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning_effort',
  'response_format',
  'user',
  'prompt_cache_key',
  'store',
];
const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'];

/** Chat Completions: OpenAI's rules, of which servers that only resemble it enforce a part. */
export function checkChatBody(body: JsonObject): readonly string[] {
  const messages = objectsIn(body['messages']);
  const { json_schema: format } = objectIn(body['response_format']);
  return [
    ...onlyMembers(body, MEMBERS, 'body'),
    ...must(typeof body['model'] === 'string', 'model: missing'),
    ...must(messages.length > 0, 'messages: empty'),
    ...must(
      body['stream_options'] === undefined || body['stream'] === true,
      'stream_options without a stream',
    ),
    ...messages.flatMap(({ role }) => must(ROLES.includes(String(role)), `role ${String(role)}`)),
    ...checkToolMessages(messages),
    ...messages.flatMap(checkContent),
    ...objectsIn(body['tools']).flatMap((tool) => {
      const { name, parameters } = objectIn(tool['function']);
      return [...checkName(name, 'function.name'), ...checkSchema(parameters, 'parameters')];
    }),
    ...(format === undefined ? [] : checkName(objectIn(format)['name'], 'json_schema.name')),
  ];
}

/** Each call is answered before anyone else speaks, and nothing is answered that was not called. */
function checkToolMessages(messages: readonly JsonObject[]): readonly string[] {
  let due: string[] = [];
  const complaints: string[] = [];
  for (const message of messages) {
    if (message['role'] === 'tool') {
      const id = String(message['tool_call_id']);
      if (!due.includes(id)) complaints.push(`a tool message for ${id}, which was not called`);
      due = due.filter((other) => other !== id);
      continue;
    }
    if (due.length > 0) complaints.push(`no tool message for ${due.join()}`);
    due = objectsIn(message['tool_calls']).map((call) => String(call['id']));
  }
  return due.length === 0 ? complaints : [...complaints, `no tool message for ${due.join()}`];
}

function checkContent({ role, content, tool_calls: calls }: JsonObject): readonly string[] {
  const isString = typeof content === 'string';
  const parts = objectsIn(content);
  const hasImage = parts.some(({ type }) => type === 'image_url');
  return [
    ...must(
      isString || parts.length > 0 || (role === 'assistant' && calls !== undefined),
      `an empty ${String(role)} message`,
    ),
    ...must(!hasImage || role === 'user', `an image in a ${String(role)} message`),
    ...objectsIn(calls).flatMap((call) => {
      const { arguments: json } = objectIn(call['function']);
      return must(typeof json === 'string' && isJson(json), `arguments ${String(json)}`);
    }),
  ];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
