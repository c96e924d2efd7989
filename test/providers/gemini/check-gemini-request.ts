import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';

/** Why the API would refuse a request; undefined when it would not. */
export function faultOf(body: JsonObject, model: string, minted: ReadonlySet<string>): string | undefined {
  const unknown = Object.keys(body).find((key) => !MEMBERS.has(key));
  if (unknown !== undefined)
    return `Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`;
  const contents = joinTurns(listOf(body['contents']).filter(isJsonObject));
  if (contents.length === 0) return 'contents is not specified';
  return (
    faultOfTurns(contents) ??
    faultOfParts(contents) ??
    faultOfCalls(contents) ??
    faultOfProofs(contents, model, minted) ??
    faultOfTools(listOf(body['tools'])) ??
    faultOfConfig(objectOf(body['generationConfig']))
  );
}

const MEMBERS = new Set([
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'safetySettings',
  'generationConfig',
  'cachedContent',
  'store',
  'serviceTier',
]);
const DATA = ['text', 'inlineData', 'fileData', 'functionCall', 'functionResponse', 'executableCode'];
const SENTINEL = 'skip_thought_signature_validator';

export function partsOf(content: JsonObject | undefined): readonly JsonObject[] {
  return listOf(content?.['parts']).filter(isJsonObject);
}

function faultOfTurns(contents: readonly JsonObject[]): string | undefined {
  if (contents.some(({ role }) => role !== undefined && role !== 'user' && role !== 'model')) {
    return 'Please use a valid role: user, model.';
  }
  const isUser = contents.map(({ role }) => role !== 'model');
  if (isUser[0] !== true || isUser.at(-1) !== true) return 'contents must begin and end with a user turn';
  return undefined;
}

/** Contents of one role that follow each other are one turn. */
function joinTurns(contents: readonly JsonObject[]): readonly JsonObject[] {
  const turns: JsonObject[] = [];
  for (const content of contents) {
    const last = turns.at(-1);
    if (last === undefined || (last['role'] === 'model') !== (content['role'] === 'model'))
      turns.push(content);
    else turns[turns.length - 1] = { ...last, parts: [...partsOf(last), ...partsOf(content)] };
  }
  return turns;
}

function faultOfParts(contents: readonly JsonObject[]): string | undefined {
  if (contents.some((content) => partsOf(content).length === 0)) return 'contents.parts must not be empty.';
  return contents
    .flatMap(partsOf)
    .map(faultOfPart)
    .find((fault) => fault !== undefined);
}

function faultOfPart(part: JsonObject): string | undefined {
  if (DATA.filter((key) => part[key] !== undefined).length !== 1) {
    return 'required oneof field "data" must have one initialized field';
  }
  const { functionCall, functionResponse } = part;
  if (functionCall !== undefined && !isJsonObject(objectOf(functionCall)['args']))
    return 'args must be an object';
  if (functionResponse !== undefined && !isJsonObject(objectOf(functionResponse)['response'])) {
    return 'Invalid value at "function_response.response" (Struct)';
  }
  return undefined;
}

/** Each call is answered in the turn right after it, by name and in order. */
function faultOfCalls(contents: readonly JsonObject[]): string | undefined {
  for (const [i, content] of contents.entries()) {
    const calls = namesIn(content, 'functionCall');
    const answers = namesIn(contents[i + 1], 'functionResponse');
    if (calls.join() !== answers.join()) {
      return 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    }
  }
  return namesIn(contents[0], 'functionResponse').length > 0
    ? 'a function response without its call'
    : undefined;
}

function namesIn(content: JsonObject | undefined, key: string): string[] {
  return partsOf(content).flatMap((part) =>
    part[key] === undefined ? [] : [String(objectOf(part[key])['name'])],
  );
}

/** Since the last thing the user said, the first call of each step must be the model's own. */
function faultOfProofs(
  contents: readonly JsonObject[],
  model: string,
  minted: ReadonlySet<string>,
): string | undefined {
  const all = contents.flatMap((content) => partsOf(content));
  const foreign = all.find(({ thoughtSignature: proof }) => {
    return typeof proof === 'string' && proof !== SENTINEL && !minted.has(proof);
  });
  if (foreign !== undefined) return 'Corrupted thought signature.';
  if (!model.includes('gemini-3')) return undefined;
  const from = contents.findLastIndex((content) => {
    return content['role'] !== 'model' && partsOf(content).some((part) => part['text'] !== undefined);
  });
  for (const content of contents.slice(from)) {
    const first = partsOf(content).find((part) => part['functionCall'] !== undefined);
    if (first !== undefined && first['thoughtSignature'] === undefined) {
      const { name } = objectOf(first['functionCall']);
      return `Function call \`${name}\` is missing a \`thought_signature\` in functionCall parts.`;
    }
  }
  return undefined;
}

function faultOfTools(tools: readonly unknown[]): string | undefined {
  const declared = tools.flatMap((tool) => listOf(objectOf(tool)['functionDeclarations']));
  for (const declaration of declared.map(objectOf)) {
    if (!/^[A-Za-z_][A-Za-z0-9_.:-]{0,127}$/.test(String(declaration['name'])))
      return 'Invalid function name.';
    if (declaration['parameters'] !== undefined && declaration['parametersJsonSchema'] !== undefined) {
      return 'parameters and parametersJsonSchema are exclusive';
    }
    const properties = objectOf(declaration['parameters'])['properties'];
    if (declaration['parameters'] !== undefined && !isJsonObject(properties)) {
      return 'parameters.properties: should be non-empty for OBJECT type';
    }
  }
  return undefined;
}

function faultOfConfig(config: JsonObject): string | undefined {
  const thinking = objectOf(config['thinkingConfig']);
  if (thinking['thinkingBudget'] !== undefined && thinking['thinkingLevel'] !== undefined) {
    return 'You can only set only one of thinking budget and thinking level.';
  }
  return listOf(config['stopSequences']).length > 5 ? 'Too many stop sequences.' : undefined;
}

export function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
