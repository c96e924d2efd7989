import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest, Effort, OutputFormat, Reasoning, Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { asArray, readOptionalNumber, readOptionalObject } from '../../core/read-field.ts';

type Settings = Pick<
  ChatRequest,
  'maxTokens' | 'temperature' | 'topP' | 'topK' | 'stopSequences' | 'reasoning' | 'output' | 'warnings'
>;

/**
 * `options`, `think` and `format`. Options about Ollama's own machinery (`num_gpu`, `num_ctx`, …) mean nothing to
 * another provider; clients send them by the dozen, so that they are left without a word.
 * @throws AppError naming the field
 */
export function decodeSettings(source: JsonObject): Settings {
  const options = readOptionalObject(source, 'options') ?? {};
  return {
    maxTokens: decodeNumPredict(options),
    temperature: readOptionalNumber(options, 'temperature', 'options'),
    topP: readOptionalNumber(options, 'top_p', 'options'),
    topK: decodeTopK(options),
    stopSequences: decodeStop(options['stop']),
    reasoning: decodeThink(source['think']),
    output: decodeFormat(source['format']),
    warnings: decodeWarnings(source),
  };
}

/** -1 is without limit and -2 until the context is full: neither is a number to send. */
function decodeNumPredict(options: JsonObject): number | undefined {
  const limit = readOptionalNumber(options, 'num_predict', 'options');
  return limit === undefined || limit < 1 ? undefined : Math.floor(limit);
}

/** 0 and below switch it off. */
function decodeTopK(options: JsonObject): number | undefined {
  const topK = readOptionalNumber(options, 'top_k', 'options');
  return topK === undefined || topK < 1 ? undefined : Math.floor(topK);
}

function decodeStop(stop: unknown): readonly string[] {
  if (stop == null) return [];
  const list = typeof stop === 'string' ? [stop] : asArray(stop, 'options.stop');
  return list.map(stopSequence).filter((sequence) => sequence !== '');
}

function stopSequence(sequence: unknown, index: number): string {
  if (typeof sequence === 'string') return sequence;
  throw invalidRequest(`options.stop[${index}]`, `options.stop[${index}] must be a string.`);
}

/** Ollama's words for how much to think. */
const LEVELS: ReadonlyMap<unknown, Effort> = new Map<unknown, Effort>([
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['max', 'max'],
]);

function decodeThink(think: unknown): Reasoning | undefined {
  if (think == null || think === '') return undefined;
  if (think === false || think === 'false') return { mode: 'off' };
  if (think === true || think === 'true') return { mode: 'adaptive' };
  const effort = LEVELS.get(think);
  if (effort !== undefined) return { mode: 'adaptive', effort };
  throw invalidRequest('think', 'think must be true, false, "low", "medium", "high" or "max".');
}

function decodeFormat(format: unknown): OutputFormat | undefined {
  if (format == null || format === '') return undefined;
  if (format === 'json') return { type: 'json-object' };
  if (isJsonObject(format)) return { type: 'json-schema', schema: format };
  throw invalidRequest('format', 'format must be "json" or a JSON schema.');
}

function decodeWarnings(source: JsonObject): Warning[] {
  return source['logprobs'] === true ? [{ code: 'dropped', param: 'logprobs' }] : [];
}
