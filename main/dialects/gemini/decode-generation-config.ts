import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest, OutputFormat } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asArray, readOptionalNumber, readOptionalString } from '../../core/read-field.ts';
import { decodeSchema } from './decode-schema.ts';
import { decodeThinkingConfig } from './decode-thinking-config.ts';

type Settings = Pick<
  ChatRequest,
  'maxTokens' | 'temperature' | 'topP' | 'topK' | 'stopSequences' | 'reasoning' | 'output'
>;

const BASE = 'generationConfig';

/** Sampling, limits, thinking and output of `generationConfig`. @throws AppError naming the field */
export function decodeGenerationConfig(config: JsonObject): Settings {
  const topK = readOptionalNumber(config, 'topK', BASE);
  return {
    maxTokens: decodeMaxTokens(config),
    temperature: readRange(config, 'temperature', 2),
    topP: readRange(config, 'topP', 1),
    topK: topK === undefined || topK < 1 ? undefined : Math.floor(topK),
    stopSequences: decodeStop(config['stopSequences']),
    reasoning: decodeThinkingConfig(config),
    output: decodeOutput(config),
  };
}

/** 0 is what protobuf clients send for "not set". */
function decodeMaxTokens(config: JsonObject): number | undefined {
  const value = readOptionalNumber(config, 'maxOutputTokens', BASE);
  if (value === undefined || value === 0) return undefined;
  if (Number.isInteger(value) && value > 0) return value;
  throw invalidRequest(`${BASE}.maxOutputTokens`, `${BASE}.maxOutputTokens must be a whole number over 0.`);
}

function readRange(config: JsonObject, key: string, max: number): number | undefined {
  const value = readOptionalNumber(config, key, BASE);
  if (value === undefined || (value >= 0 && value <= max)) return value;
  throw invalidRequest(`${BASE}.${key}`, `${BASE}.${key} must be between 0 and ${max}, not ${value}.`);
}

function decodeStop(value: unknown): readonly string[] {
  const path = `${BASE}.stopSequences`;
  if (value == null) return [];
  const list = asArray(value, path).map((sequence, i) => {
    if (typeof sequence === 'string') return sequence;
    throw invalidRequest(`${path}[${i}]`, `${path}[${i}] must be a string.`);
  });
  return list.filter((sequence) => sequence !== '');
}

/** `responseMimeType` with its schema, in either of its forms; undefined for plain text. */
function decodeOutput(config: JsonObject): OutputFormat | undefined {
  const type = readOptionalString(config, 'responseMimeType', BASE)?.toLowerCase() ?? '';
  if (type === ENUM_TYPE) return undefined;
  const schema = schemaOf(config);
  if (schema !== undefined) return { type: 'json-schema', schema };
  if (type === 'application/json') return { type: 'json-object' };
  if (type === '' || type === 'text/plain') return undefined;
  throw invalidRequest(
    `${BASE}.responseMimeType`,
    `${BASE}.responseMimeType must be text/plain or application/json, or come with a schema; it is "${type}".`,
  );
}

/** The answer is one of a few words, without the quotes JSON would have. */
const ENUM_TYPE = 'text/x.enum';

/** What tells the model to answer with one of these words, where it was asked for that; no other format has a setting for it. */
export function decodeEnumHint(config: JsonObject): string | undefined {
  if (config['responseMimeType'] !== ENUM_TYPE) return undefined;
  const schema = schemaOf(config);
  const words = isJsonObject(schema) ? schema['enum'] : undefined;
  if (!Array.isArray(words)) return undefined;
  return `Answer with exactly one of these and nothing else: ${words.join(', ')}`;
}

function schemaOf(config: JsonObject): unknown {
  const { responseJsonSchema, responseSchema } = config;
  if (responseJsonSchema != null) return responseJsonSchema;
  const jsonSchema = config['_responseJsonSchema'];
  if (jsonSchema != null) return jsonSchema;
  return isJsonObject(responseSchema) ? decodeSchema(responseSchema) : undefined;
}
