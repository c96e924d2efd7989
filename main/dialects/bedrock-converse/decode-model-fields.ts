import { invalidRequest, unsupported } from '../../core/app-error.ts';
import type { ChatRequest, Effort, Reasoning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import {
  pathOf,
  readOptionalArray,
  readOptionalNumber,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';
import { decodeReasoning as decodeClaudeReasoning, decodeOutput } from '../anthropic/decode-reasoning.ts';
import { EFFORT_WORDS } from '../openai-vocabulary/effort-words.ts';

/** What `additionalModelRequestFields` says in the words of whichever model they are for. */
export interface ModelFields extends Pick<ChatRequest, 'topK' | 'reasoning' | 'output' | 'betas'> {
  /** Names of the fields that only Converse can carry on. */
  readonly unnamed: readonly string[];
}

const FIELDS = 'additionalModelRequestFields';

/** Claude's, Nova's and OpenAI's names for what the hub has a place for. @throws AppError naming the field */
export function decodeModelFields(body: JsonObject): ModelFields {
  const fields = readOptionalObject(body, FIELDS) ?? {};
  if (fields['tools'] !== undefined) {
    throw unsupported(
      `${FIELDS}.tools`,
      `${FIELDS}.tools holds tools of the model's vendor. kRouter takes them with InvokeModel, in Claude's own body.`,
    );
  }
  const inference = isJsonObject(fields['inferenceConfig']) ? fields['inferenceConfig'] : {};
  return {
    topK: readOptionalNumber(fields, 'top_k', FIELDS) ?? readOptionalNumber(inference, 'topK', FIELDS),
    reasoning: readReasoning(body, fields),
    output: decodeOutput(fields),
    betas: readBetas(fields),
    unnamed: Object.keys(fields).filter((key) => !NAMED.has(key)),
  };
}

const NAMED: ReadonlySet<string> = new Set([
  'top_k',
  'inferenceConfig',
  'thinking',
  'reasoning_config',
  'reasoningConfig',
  'reasoning_effort',
  'output_config',
  'anthropic_beta',
]);

/** Claude's `thinking` (also as `reasoning_config`), Nova's `reasoningConfig`, OpenAI's `reasoning_effort`. */
function readReasoning(body: JsonObject, fields: JsonObject): Reasoning | undefined {
  const config = readOptionalObject(body, 'outputConfig');
  const word = effortOf(config?.['effort'] ?? fields['reasoning_effort']);
  const effort = word === 'none' ? undefined : word;
  const thinking = fields['thinking'] ?? fields['reasoning_config'];
  const claude = decodeClaudeReasoning({ ...fields, ...(isJsonObject(thinking) ? { thinking } : {}) });
  if (claude !== undefined) return effort === undefined ? claude : { effort, ...withoutUndefined(claude) };
  if (word === 'none') return { mode: 'off' };
  return readNova(fields) ?? (effort === undefined ? undefined : { effort });
}

function readNova(fields: JsonObject): Reasoning | undefined {
  const config = readOptionalObject(fields, 'reasoningConfig', FIELDS);
  if (config === undefined) return undefined;
  if (config['type'] === 'disabled') return { mode: 'off' };
  const effort = effortOf(readOptionalString(config, 'maxReasoningEffort', `${FIELDS}.reasoningConfig`));
  return { mode: 'adaptive', ...(effort === undefined || effort === 'none' ? {} : { effort }) };
}

function effortOf(word: unknown): Effort | 'none' | undefined {
  return typeof word === 'string' ? EFFORT_WORDS.get(word) : undefined;
}

function withoutUndefined(reasoning: Reasoning): Reasoning {
  return Object.fromEntries(Object.entries(reasoning).filter(([, value]) => value !== undefined));
}

function readBetas(fields: JsonObject): readonly string[] {
  const flags = readOptionalArray(fields, 'anthropic_beta', FIELDS).map((flag, index) => {
    if (typeof flag === 'string') return flag;
    const path = pathOf(`${FIELDS}.anthropic_beta`, index);
    throw invalidRequest(path, `${path} must be a string.`);
  });
  return [...new Set(flags)];
}
