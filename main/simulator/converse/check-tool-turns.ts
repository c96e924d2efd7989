import { isObject, type JsonObject, objectsOf, textOf } from '../json.ts';
import { firstText } from '../validation/model-request.ts';
import { type ConverseRequest, membersOf } from './converse-request.ts';

const ID = /^[a-zA-Z0-9_.:-]{1,64}$/;

/** Every call has exactly one result in the very next message; every result has its call. */
export function checkToolTurns({ body }: ConverseRequest): string | undefined {
  const messages = objectsOf(body['messages']);
  return firstText(messages, (message, index) => {
    const calls = membersOf(message, 'toolUse');
    if (calls.length > 0 && message['role'] !== 'assistant') {
      return `User messages cannot contain tool uses. Please remove the tool uses and try again.`;
    }
    return (
      firstText(calls, (call) => checkCall(call)) ??
      checkResults(messages[index - 1], message, index) ??
      checkAnswered(calls, messages[index + 1], index + 1)
    );
  });
}

function checkCall({ toolUseId, input }: JsonObject): string | undefined {
  if (!ID.test(textOf(toolUseId))) {
    return `1 validation error detected: Value '${textOf(toolUseId)}' at 'toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+`;
  }
  return isObject(input) ? undefined : 'The format of the value at toolUse.input must be a JSON object.';
}

function checkResults(
  before: JsonObject | undefined,
  message: JsonObject,
  index: number,
): string | undefined {
  const ids = membersOf(message, 'toolResult').map(({ toolUseId }) => textOf(toolUseId));
  const called = new Set(membersOf(before, 'toolUse').map(({ toolUseId }) => textOf(toolUseId)));
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined)
    return `The toolResult blocks at messages.${index}.content contain duplicate Ids: ${twice}`;
  if (ids.some((id) => !called.has(id))) {
    return `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`;
  }
  return firstText(membersOf(message, 'toolResult'), ({ content }) => {
    const parts = objectsOf(content);
    const broken = parts.some((part) => part['json'] !== undefined && !isObject(part['json']));
    return broken
      ? 'The format of the value at toolResult.content.json is invalid. Provide a json object for the field and try again.'
      : undefined;
  });
}

function checkAnswered(
  calls: readonly JsonObject[],
  next: JsonObject | undefined,
  index: number,
): string | undefined {
  const answered = new Set(membersOf(next, 'toolResult').map(({ toolUseId }) => toolUseId));
  const open = calls.map(({ toolUseId }) => textOf(toolUseId)).filter((id) => !answered.has(id));
  if (open.length === 0) return undefined;
  return `Expected toolResult blocks at messages.${index}.content for the following Ids: ${open.join(', ')}`;
}
