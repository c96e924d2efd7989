import type { JsonObject } from '../../../main/core/json.ts';
import { checkName, checkSchema, must, objectIn, objectsIn, onlyMembers } from './rules.ts';

const MEMBERS = [
  'model',
  'input',
  'instructions',
  'stream',
  'store',
  'include',
  'max_output_tokens',
  'temperature',
  'top_p',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning',
  'text',
  'prompt_cache_key',
  'safety_identifier',
];
const PARTS: Readonly<Record<string, readonly string[]>> = {
  user: ['input_text', 'input_image', 'input_file'],
  system: ['input_text'],
  developer: ['input_text'],
  assistant: ['output_text', 'refusal'],
};

/** The Responses API without a store. */
export function checkResponsesBody(body: JsonObject): readonly string[] {
  const items = objectsIn(body['input']);
  const { format } = objectIn(body['text']);
  return [
    ...onlyMembers(body, MEMBERS, 'body'),
    ...must(typeof body['model'] === 'string', 'model: missing'),
    ...must(body['store'] === false, 'store: OpenAI keeps what is not told to be forgotten'),
    ...must(items.length > 0, 'input: empty'),
    ...must(
      body['max_output_tokens'] === undefined || Number(body['max_output_tokens']) >= 16,
      'max_output_tokens below 16',
    ),
    ...checkOutputs(items),
    ...items.filter(({ type }) => type === undefined || type === 'message').flatMap(checkMessage),
    ...objectsIn(body['tools']).flatMap((tool) => [
      ...checkName(tool['name'], 'tool.name'),
      ...checkSchema(tool['parameters'], 'parameters'),
      ...must(typeof tool['strict'] === 'boolean', 'strict: OpenAI turns it on where it is not said'),
    ]),
    ...(objectIn(format)['type'] === 'json_schema' ? checkName(objectIn(format)['name'], 'format.name') : []),
  ];
}

function checkOutputs(items: readonly JsonObject[]): readonly string[] {
  const ids = (type: string) =>
    items.filter((item) => item['type'] === type).map((item) => String(item['call_id']));
  const calls = ids('function_call');
  const outputs = ids('function_call_output');
  const reversed = items.find(
    (item, index) =>
      item['type'] === 'function_call_output' &&
      !items
        .slice(0, index)
        .some((other) => other['type'] === 'function_call' && other['call_id'] === item['call_id']),
  );
  return [
    ...must(new Set(calls).size === calls.length, 'a call id is used twice'),
    ...must(
      JSON.stringify(calls.toSorted()) === JSON.stringify(outputs.toSorted()),
      `calls ${calls.join()}, outputs ${outputs.join()}`,
    ),
    ...must(reversed === undefined, 'an output before its call'),
  ];
}

function checkMessage({ role, content }: JsonObject): readonly string[] {
  if (typeof content === 'string') return must(content !== '', 'an empty message');
  const known = PARTS[String(role)] ?? [];
  return objectsIn(content).flatMap(({ type }) =>
    must(known.includes(String(type)), `${String(type)} in a message of ${String(role)}`),
  );
}
