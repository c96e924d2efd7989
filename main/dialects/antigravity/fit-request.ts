import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { present } from '../openai-vocabulary/present.ts';

/** Members that the envelope knows, by Google's own client; any other is an error. */
const REQUEST: ReadonlySet<string> = new Set([
  'contents',
  'systemInstruction',
  'cachedContent',
  'tools',
  'toolConfig',
  'labels',
  'generationConfig',
  'session_id',
  'sessionId',
]);

const GENERATION_CONFIG: ReadonlySet<string> = new Set([
  'temperature',
  'topP',
  'topK',
  'candidateCount',
  'maxOutputTokens',
  'stopSequences',
  'responseLogprobs',
  'logprobs',
  'presencePenalty',
  'frequencyPenalty',
  'seed',
  'responseMimeType',
  'responseJsonSchema',
  'responseSchema',
  'routingConfig',
  'modelSelectionConfig',
  'responseModalities',
  'mediaResolution',
  'speechConfig',
  'audioTimestamp',
  'thinkingConfig',
]);

/** A Gemini request as the envelope takes it; Claude behind it has rules of its own. */
export function fitRequest(body: JsonObject, model: string): JsonObject {
  const kept = only(body, REQUEST);
  const config = kept['generationConfig'];
  const fitted = {
    ...kept,
    ...(isJsonObject(config) ? { generationConfig: only(config, GENERATION_CONFIG) } : {}),
  };
  return model.includes('claude') ? fitClaude(fitted) : fitted;
}

function fitClaude(request: JsonObject): JsonObject {
  const { generationConfig: config, tools, toolConfig } = request;
  return present({
    ...request,
    generationConfig: isJsonObject(config) ? withRoomToAnswer(config) : undefined,
    tools: Array.isArray(tools) ? tools.map(withArguments) : undefined,
    toolConfig: Array.isArray(tools) ? validated(toolConfig) : toolConfig,
  });
}

/** The budget must be under the limit. */
function withRoomToAnswer(config: JsonObject): JsonObject {
  const { thinkingConfig, maxOutputTokens } = config;
  if (!isJsonObject(thinkingConfig) || typeof maxOutputTokens !== 'number') return config;
  const budget = thinkingConfig['thinkingBudget'];
  if (typeof budget !== 'number' || budget < maxOutputTokens) return config;
  return { ...config, maxOutputTokens: budget + maxOutputTokens };
}

/** A function without arguments is refused: it is given one that says nothing. */
const PLACEHOLDER = {
  type: 'OBJECT',
  properties: { reason: { type: 'STRING', description: 'Why this is called.' } },
  required: ['reason'],
};

function withArguments(tool: unknown): unknown {
  if (!isJsonObject(tool) || !Array.isArray(tool['functionDeclarations'])) return tool;
  const functionDeclarations = tool['functionDeclarations'].map((declaration: unknown) => {
    if (!isJsonObject(declaration)) return declaration;
    return isJsonObject(declaration['parameters'])
      ? declaration
      : { ...declaration, parameters: PLACEHOLDER };
  });
  return { ...tool, functionDeclarations };
}

/** AUTO is refused; VALIDATED leaves the model as free. */
function validated(toolConfig: unknown): JsonObject {
  const config = isJsonObject(toolConfig) ? toolConfig : {};
  const calling = isJsonObject(config['functionCallingConfig']) ? config['functionCallingConfig'] : {};
  const { mode } = calling;
  const isFree = mode === undefined || mode === 'AUTO';
  return { ...config, functionCallingConfig: isFree ? { ...calling, mode: 'VALIDATED' } : calling };
}

function only(members: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));
}
