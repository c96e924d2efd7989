import type { JsonObject } from '../../../main/core/json.ts';
import { checkTurns, must, objectIn, objectsIn, onlyMembers } from './rules.ts';

const MEMBERS = [
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'generationConfig',
  'safetySettings',
  'sessionId',
];
const DATA = ['text', 'inlineData', 'fileData', 'functionCall', 'functionResponse'];
const NAME = /^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$/;

/** `generateContent`, as Google documents it. */
export function checkGeminiBody(body: JsonObject): readonly string[] {
  const contents = objectsIn(body['contents']);
  const parts = contents.flatMap(({ parts: own }) => objectsIn(own));
  const declared = objectsIn(body['tools']).flatMap((tool) => objectsIn(tool['functionDeclarations']));
  const config = objectIn(body['generationConfig']);
  const thinking = objectIn(config['thinkingConfig']);
  const { allowedFunctionNames: allowed } = objectIn(objectIn(body['toolConfig'])['functionCallingConfig']);
  return [
    ...onlyMembers(body, MEMBERS, 'body'),
    ...checkTurns(
      contents.map(({ role }) => role),
      'user',
    ),
    ...must(
      contents.every((content) => objectsIn(content['parts']).length > 0),
      'a turn without parts',
    ),
    ...parts.flatMap((part) =>
      must(
        DATA.filter((key) => part[key] !== undefined).length === 1,
        `a part with ${Object.keys(part).join()}`,
      ),
    ),
    ...parts.flatMap((part) => {
      const { response } = objectIn(part['functionResponse']);
      return must(
        part['functionResponse'] === undefined || !Array.isArray(response),
        'a response that is no object',
      );
    }),
    ...checkResponses(contents),
    ...declared.flatMap(({ name, parameters, parametersJsonSchema }) => [
      ...must(NAME.test(String(name)), `function name ${String(name)}`),
      ...must(parameters === undefined || parametersJsonSchema === undefined, 'two schemas for one function'),
    ]),
    ...must(
      !Array.isArray(allowed) || allowed.every((name) => declared.some((one) => one['name'] === name)),
      'an allowed function that is not declared',
    ),
    ...must(
      thinking['thinkingBudget'] === undefined || thinking['thinkingLevel'] === undefined,
      'budget and level',
    ),
    ...must(
      objectsIn([config]).every(
        (one) => !Array.isArray(one['stopSequences']) || one['stopSequences'].length <= 5,
      ),
      'six stop sequences',
    ),
  ];
}

/** The calls of a turn are answered in the next one, in the same order. */
function checkResponses(contents: readonly JsonObject[]): readonly string[] {
  return contents.flatMap((content, index) => {
    const asked = namesOf(contents[index - 1], 'functionCall');
    const answered = namesOf(content, 'functionResponse');
    return must(
      JSON.stringify(asked) === JSON.stringify(answered),
      `turn ${index} answers ${answered.join()} where ${asked.join()} is due`,
    );
  });
}

function namesOf(content: JsonObject | undefined, key: string): readonly string[] {
  return objectsIn(content?.['parts']).flatMap((part) =>
    part[key] === undefined ? [] : [String(objectIn(part[key])['name'])],
  );
}
