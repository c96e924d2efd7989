import type { JsonObject } from '../../../main/core/json.ts';
import {
  type CallTurn,
  checkAnswered,
  checkName,
  checkSchema,
  checkTurns,
  must,
  objectIn,
  objectsIn,
  onlyMembers,
} from './rules.ts';

const MEMBERS = [
  'anthropic_version',
  'model',
  'stream',
  'max_tokens',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
  'metadata',
];

/** The Messages API, as its documentation has it. */
export function checkAnthropicBody(body: JsonObject): readonly string[] {
  const messages = objectsIn(body['messages']);
  const blocks = messages.flatMap(contentOf);
  const tools = objectsIn(body['tools']);
  const cached = [...objectsIn(body['system']), ...tools, ...blocks].filter(
    (part) => part['cache_control'] != null,
  );
  const { type, budget_tokens: budget } = objectIn(body['thinking']);
  const limit = Number(body['max_tokens']);
  return [
    ...onlyMembers(body, MEMBERS, 'body'),
    ...must(Number.isInteger(limit) && limit > 0, 'max_tokens: missing'),
    ...checkTurns(
      messages.map(({ role }) => role),
      'user',
    ),
    ...must(
      messages.every((message) => contentOf(message).length > 0 || typeof message['content'] === 'string'),
      'an empty message',
    ),
    ...must(
      blocks.every((block) => block['type'] !== 'text' || block['text'] !== ''),
      'an empty text block',
    ),
    ...checkAnswered(messages.map(callsOf)),
    ...must(messages.every(resultsComeFirst), 'a tool result behind other content'),
    ...blocks.flatMap((block) => (block['type'] === 'tool_use' ? checkName(block['id'], 'tool_use.id') : [])),
    ...blocks.flatMap((block) =>
      block['type'] === 'thinking' ? must(block['signature'] !== '', 'unsigned thinking') : [],
    ),
    ...tools.flatMap((tool) => [
      ...checkName(tool['name'], 'tool.name', 128),
      ...checkSchema(tool['input_schema'], 'input_schema'),
    ]),
    ...must(cached.length <= 4, `${cached.length} cache breakpoints`),
    ...must(
      type !== 'enabled' || (Number(budget) >= 1024 && Number(budget) < limit),
      'a budget outside the limit',
    ),
    ...must(
      type !== 'enabled' || body['temperature'] === undefined || body['temperature'] === 1,
      'temperature with thinking',
    ),
  ];
}

function contentOf({ content }: JsonObject): readonly JsonObject[] {
  return objectsIn(content);
}

function callsOf(message: JsonObject): CallTurn {
  const content = contentOf(message);
  const ids = (type: string, key: string) =>
    content.filter((block) => block['type'] === type).map((block) => String(block[key]));
  return { calls: ids('tool_use', 'id'), results: ids('tool_result', 'tool_use_id') };
}

function resultsComeFirst(message: JsonObject): boolean {
  const kinds = contentOf(message).map((block) => block['type'] === 'tool_result');
  return kinds.lastIndexOf(true) < kinds.filter(Boolean).length;
}
