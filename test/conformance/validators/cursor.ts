import type { JsonObject } from '../../../main/core/json.ts';
import { type CallTurn, checkAnswered, checkName, checkSchema, must, objectIn, objectsIn } from './rules.ts';

/** A repeated field in notation: one of them stands alone. */
function repeated(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? objectsIn(value) : objectsIn(value === undefined ? [] : [value]);
}

const ASSISTANT = 2;
const TOOL = 3;

/** RunInference: frames that open a run, invoke the model once and finish, and messages whose calls are answered. */
export function checkCursorBody(body: JsonObject): readonly string[] {
  const frames = objectsIn(body['frames']);
  const kinds = frames.map((frame) => Object.keys(frame).join());
  const request = objectIn(objectIn(frames[1]?.['2'])['2']);
  const messages = repeated(request['1']);
  const roles = messages.map((message) => Number(message['1']));
  const tools = repeated(request['2']);
  return [
    ...must(kinds.join(' ') === '1 2 4', `frames ${kinds.join(' ')}`),
    ...must(objectIn(request['7'])['1'] !== undefined, 'requested_model: missing'),
    ...must(messages.length > 0, 'messages: empty'),
    ...must(
      roles.every((role) => role >= 1 && role <= 4),
      `roles ${roles.join()}`,
    ),
    ...must(messages.every(hasContent), 'an empty message'),
    ...checkAnswered(turnsOf(messages)),
    ...tools.flatMap((tool) => [
      ...checkName(tool['1'], 'tool.name'),
      ...checkSchema(schemaOf(tool), 'parameters'),
    ]),
  ];
}

function hasContent(message: JsonObject): boolean {
  return ['2', '3', '4', '6'].some((field) => message[field] !== undefined && message[field] !== '');
}

/** Calls of an assistant's message and the results that come next; other messages have neither. */
function turnsOf(messages: readonly JsonObject[]): readonly CallTurn[] {
  return messages.map((message) => {
    const role = Number(message['1']);
    const ids = (list: readonly JsonObject[]) => list.map((item) => String(item['1']));
    return {
      calls: role === ASSISTANT ? ids(repeated(message['4'])) : [],
      results: role === TOOL ? ids(repeated(objectIn(message['6'])['1'])) : [],
    };
  });
}

/** `{jsonSchema: …}` in a Struct, as far as its type. */
function schemaOf(tool: JsonObject): unknown {
  const text = JSON.stringify(tool['3']);
  return text?.includes('jsonSchema') && text.includes('"object"') ? { type: 'object' } : undefined;
}
