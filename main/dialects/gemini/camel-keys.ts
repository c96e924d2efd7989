import { isJsonObject, type JsonObject } from '../../core/json.ts';

/** Which members hold objects (or lists of them) whose own keys are the format's too. */
interface KeyShape {
  readonly [key: string]: KeyShape;
}

const LEAF: KeyShape = {};
const MEDIA_PART: KeyShape = { inlineData: LEAF, fileData: LEAF };
const CONTENT: KeyShape = {
  parts: {
    ...MEDIA_PART,
    functionCall: LEAF,
    functionResponse: { parts: MEDIA_PART },
    executableCode: LEAF,
    codeExecutionResult: LEAF,
    videoMetadata: LEAF,
  },
};
const REQUEST: KeyShape = {
  contents: CONTENT,
  systemInstruction: CONTENT,
  tools: { functionDeclarations: LEAF },
  toolConfig: { functionCallingConfig: LEAF },
  generationConfig: { thinkingConfig: LEAF },
  safetySettings: LEAF,
};

/**
 * A request's body with its own keys in camelCase: the API takes snake_case too, and Python clients send it. What the
 * keys of a user's schema, arguments or result are is none of the format's business. Unchanged objects stay the same ones.
 */
export function camelBody(body: JsonObject): JsonObject {
  return camelObject(body, REQUEST);
}

function camelValue(value: unknown, shape: KeyShape): unknown {
  if (isJsonObject(value)) return camelObject(value, shape);
  if (!Array.isArray(value)) return value;
  const items = value.map((item) => camelValue(item, shape));
  return items.every((item, i) => item === value[i]) ? value : items;
}

function camelObject(object: JsonObject, shape: KeyShape): JsonObject {
  const members = new Map<string, unknown>();
  let isChanged = false;
  for (const key of Object.keys(object)) {
    const name = camel(key);
    const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const value = inner === undefined ? object[key] : camelValue(object[key], inner);
    isChanged ||= name !== key || value !== object[key];
    // Of two spellings the format's own wins.
    if (name === key || !Object.hasOwn(object, name)) members.set(name, value);
  }
  return isChanged ? Object.fromEntries(members) : object;
}

/** `inline_data` -> `inlineData` */
export function camel(key: string): string {
  return key.includes('_') ? key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()) : key;
}
