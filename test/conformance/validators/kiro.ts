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
} from './rules.ts';

/** GenerateAssistantResponse: what its service calls "improperly formed". Conversation and profile are the sender's to name. */
export function checkKiroBody(body: JsonObject): readonly string[] {
  const { history, currentMessage } = objectIn(body['conversationState']);
  const turns = [...objectsIn(history), objectIn(currentMessage)];
  const current = objectIn(objectIn(currentMessage)['userInputMessage']);
  const tools = objectsIn(objectIn(current['userInputMessageContext'])['tools']).flatMap((tool) =>
    tool['toolSpecification'] === undefined ? [] : [objectIn(tool['toolSpecification'])],
  );
  const called = turns
    .flatMap((turn) => objectsIn(objectIn(turn['assistantResponseMessage'])['toolUses']))
    .map(({ name }) => name);
  return [
    ...checkTurns(
      turns.map((turn) => (turn['userInputMessage'] === undefined ? 'assistant' : 'user')),
      'user',
    ),
    ...must(
      currentMessage !== undefined && current['content'] !== undefined,
      'currentMessage is not the user’s',
    ),
    ...turns.flatMap((turn) => must(contentOf(turn) !== '', 'an empty message')),
    ...checkAnswered(turns.map(callsOf)),
    ...must(
      called.every((name) => tools.some((tool) => tool['name'] === name)),
      'a call of a tool that is not offered',
    ),
    ...tools.flatMap((tool) => [
      ...checkName(tool['name'], 'toolSpecification.name'),
      ...must(
        typeof tool['description'] === 'string' && tool['description'] !== '',
        'a tool without description',
      ),
      ...checkSchema(objectIn(tool['inputSchema'])['json'], 'inputSchema'),
      ...must(!JSON.stringify(tool).includes('additionalProperties'), 'additionalProperties'),
    ]),
  ];
}

function contentOf(turn: JsonObject): unknown {
  return objectIn(turn['userInputMessage'] ?? turn['assistantResponseMessage'])['content'];
}

function callsOf(turn: JsonObject): CallTurn {
  const context = objectIn(objectIn(turn['userInputMessage'])['userInputMessageContext']);
  const ids = (list: unknown) => objectsIn(list).map(({ toolUseId }) => String(toolUseId));
  return {
    calls: ids(objectIn(turn['assistantResponseMessage'])['toolUses']),
    results: ids(context['toolResults']),
  };
}
