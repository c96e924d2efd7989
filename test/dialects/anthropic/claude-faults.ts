import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';

/** What the Messages API would refuse about a body: its own rules, read from its documentation, one line each. */
export function claudeFaults(body: JsonObject): readonly string[] {
  const messages = listOf(body['messages']);
  const blocks = messages.flatMap((message) => listOf(message['content']));
  return [
    ...rolesFaults(messages),
    ...messages.flatMap((message, at) =>
      listOf(message['content']).length === 0 ? [`message ${at} is empty`] : [],
    ),
    ...blocks.flatMap(blockFaults),
    ...pairFaults(messages),
    ...duplicates(blocks.flatMap((block) => (block['type'] === 'tool_use' ? [String(block['id'])] : []))),
    ...toolFaults(body, blocks),
    ...budgetFaults(body),
  ];
}

function rolesFaults(messages: readonly JsonObject[]): readonly string[] {
  const roles = messages.map((message) => String(message['role']));
  const faults = roles.flatMap((role, at) =>
    at > 0 && role === roles[at - 1] ? [`two turns of ${role} at ${at}`] : [],
  );
  return roles[0] === 'user' ? faults : ['the first message is not of the user', ...faults];
}

function blockFaults(block: JsonObject): readonly string[] {
  if (block['type'] === 'text' && String(block['text']).trim() === '') return ['blank text'];
  if (block['type'] === 'tool_use' && !/^[A-Za-z0-9_-]{1,64}$/.test(String(block['id']))) return ['a bad id'];
  if (block['type'] === 'tool_use' && !isJsonObject(block['input'])) return ['input is not an object'];
  if (block['type'] === 'thinking' && !block['signature']) return ['unsigned thinking'];
  if (block['type'] === 'tool_result' && block['content'] === '') return ['an empty result'];
  return [];
}

/** Every call is answered first thing in the next message, once, and nothing else is. */
function pairFaults(messages: readonly JsonObject[]): readonly string[] {
  return messages.flatMap((message, at) => {
    const previous = listOf(messages[at - 1]?.['content']);
    const next = listOf(messages[at + 1]?.['content']);
    const content = listOf(message['content']);
    const calls = idsOf(content, 'tool_use', 'id');
    const results = idsOf(content, 'tool_result', 'tool_use_id');
    const leading = content.slice(0, results.length).every((block) => block['type'] === 'tool_result');
    return [
      ...(leading ? [] : [`results are not first in message ${at}`]),
      ...(idsOf(next, 'tool_result', 'tool_use_id').join() === calls.join()
        ? []
        : [`calls of message ${at} lack results`]),
      ...(idsOf(previous, 'tool_use', 'id').join() === results.join()
        ? []
        : [`message ${at} answers no call`]),
    ];
  });
}

function toolFaults(body: JsonObject, blocks: readonly JsonObject[]): readonly string[] {
  const tools = listOf(body['tools']);
  const names = tools.map((tool) => String(tool['name']));
  const used = blocks.some((block) => block['type'] === 'tool_use');
  const bad = [
    ...names,
    ...blocks.flatMap((block) => (block['type'] === 'tool_use' ? [String(block['name'])] : [])),
  ].filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name));
  const roots = tools.map((tool) => (isJsonObject(tool['input_schema']) ? tool['input_schema'] : {}));
  return [
    ...(used && tools.length === 0 ? ['calls without tools'] : []),
    ...(body['tool_choice'] !== undefined && tools.length === 0 ? ['a choice without tools'] : []),
    ...bad.map((name) => `bad name ${name}`),
    ...roots.flatMap((root) => (root['type'] === 'object' ? [] : ['a schema that is no object'])),
    ...roots.flatMap((root) =>
      (root['anyOf'] ?? root['oneOf'] ?? root['allOf']) ? ['a union at the root'] : [],
    ),
  ];
}

function budgetFaults(body: JsonObject): readonly string[] {
  const thinking = isJsonObject(body['thinking']) ? body['thinking'] : {};
  if (thinking['type'] !== 'enabled') return [];
  const budget = Number(thinking['budget_tokens']);
  return budget >= 1024 && budget < Number(body['max_tokens']) ? [] : ['a budget outside max_tokens'];
}

function duplicates(ids: readonly string[]): readonly string[] {
  return new Set(ids).size === ids.length ? [] : ['an id is used twice'];
}

function idsOf(blocks: readonly JsonObject[], type: string, key: string): readonly string[] {
  return blocks.flatMap((block) => (block['type'] === type ? [String(block[key])] : []));
}

function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
