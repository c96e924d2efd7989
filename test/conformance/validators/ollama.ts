import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';
import { checkSchema, must, objectIn, objectsIn, onlyMembers } from './rules.ts';

const MEMBERS = [
  'model',
  'messages',
  'stream',
  'tools',
  'format',
  'options',
  'think',
  'keep_alive',
  'truncate',
  'shift',
];
const ROLES = ['system', 'user', 'assistant', 'tool'];

/** `/api/chat`: what Ollama's server refuses or misreads. */
export function checkOllamaBody(body: JsonObject): readonly string[] {
  const messages = objectsIn(body['messages']);
  return [
    ...onlyMembers(body, MEMBERS, 'body'),
    ...must(typeof body['model'] === 'string', 'model: missing'),
    ...must(messages.length > 0, 'messages: empty, which would only load the model'),
    ...messages.flatMap(checkMessage),
    ...objectsIn(body['tools']).flatMap((tool) =>
      checkSchema(objectIn(tool['function'])['parameters'], 'parameters'),
    ),
    ...must(
      body['think'] === undefined ||
        typeof body['think'] === 'boolean' ||
        ['low', 'medium', 'high', 'max'].includes(String(body['think'])),
      `think ${String(body['think'])}`,
    ),
  ];
}

function checkMessage({ role, content, images, tool_calls: calls }: JsonObject): readonly string[] {
  return [
    ...must(ROLES.includes(String(role)), `role ${String(role)}`),
    ...must(typeof content === 'string', `content of ${String(role)} is no string`),
    ...must(
      !Array.isArray(images) ||
        images.every((image) => typeof image === 'string' && !image.startsWith('data:')),
      'an image that is no bare base64',
    ),
    ...objectsIn(calls).flatMap((call) =>
      must(isJsonObject(objectIn(call['function'])['arguments']), 'arguments that are no object'),
    ),
  ];
}
