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
  'messages',
  'system',
  'inferenceConfig',
  'toolConfig',
  'additionalModelRequestFields',
  'additionalModelResponseFieldPaths',
  'outputConfig',
];
const KINDS = ['text', 'image', 'document', 'toolUse', 'toolResult', 'reasoningContent', 'cachePoint'];

/** Converse, by AWS's model of the service. */
export function checkConverseBody(body: JsonObject): readonly string[] {
  const messages = objectsIn(body['messages']);
  const blocks = messages.flatMap(({ content }) => objectsIn(content));
  const specs = objectsIn(objectIn(body['toolConfig'])['tools']).flatMap((tool) =>
    tool['toolSpec'] === undefined ? [] : [objectIn(tool['toolSpec'])],
  );
  const usesTools = blocks.some(
    (block) => block['toolUse'] !== undefined || block['toolResult'] !== undefined,
  );
  return [
    ...onlyMembers(body, MEMBERS, 'body'),
    ...checkTurns(
      messages.map(({ role }) => role),
      'user',
    ),
    ...must(
      messages.every(({ content }) => objectsIn(content).length > 0),
      'an empty message',
    ),
    ...blocks.flatMap((block) =>
      must(
        Object.keys(block).length === 1 && KINDS.includes(Object.keys(block)[0] ?? ''),
        `a block with ${Object.keys(block).join()}`,
      ),
    ),
    ...must(
      blocks.every((block) => block['text'] !== ''),
      'an empty text',
    ),
    ...checkAnswered(messages.map(callsOf)),
    ...must(!usesTools || specs.length > 0, 'calls in the history and no tools'),
    ...specs.flatMap((spec) => [
      ...checkName(spec['name'], 'toolSpec.name'),
      ...must(spec['description'] !== '', 'an empty description'),
      ...checkSchema(objectIn(spec['inputSchema'])['json'], 'inputSchema'),
    ]),
  ];
}

function callsOf({ content }: JsonObject): CallTurn {
  const ids = (key: string) =>
    objectsIn(content).flatMap((block) =>
      block[key] === undefined ? [] : [String(objectIn(block[key])['toolUseId'])],
    );
  return { calls: ids('toolUse'), results: ids('toolResult') };
}
