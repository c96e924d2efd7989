import { invalidRequest } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asArray, readOptionalInteger } from '../../core/read-field.ts';
import { readInRange } from '../openai-vocabulary/read-in-range.ts';

type Sampling = Pick<ChatRequest, 'maxTokens' | 'temperature' | 'topP' | 'topK' | 'stopSequences'>;

/** Limits and sampling. Ranges are those of OpenAI's API reference. @throws AppError naming the field. */
export function decodeSampling(source: JsonObject): Sampling {
  return {
    maxTokens: decodeMaxTokens(source),
    temperature: readInRange(source, 'temperature', 2),
    topP: readInRange(source, 'top_p', 1),
    topK: decodeTopK(source),
    stopSequences: decodeStop(source['stop']),
  };
}

/** `max_completion_tokens` is the present name and wins; `max_tokens` is what most local clients send. */
function decodeMaxTokens(source: JsonObject): number | undefined {
  return readTokenLimit(source, 'max_completion_tokens') ?? readTokenLimit(source, 'max_tokens');
}

/** -1 is how llama.cpp's clients say "no limit". */
function readTokenLimit(source: JsonObject, key: string): number | undefined {
  return source[key] === -1 ? undefined : readOptionalInteger(source, key, 1);
}

/** Not in OpenAI's format, but many clients of local servers send it; -1 and 0 mean "off" there. */
function decodeTopK(source: JsonObject): number | undefined {
  const topK = readOptionalInteger(source, 'top_k', -1);
  return topK === undefined || topK < 1 ? undefined : topK;
}

function decodeStop(stop: unknown): readonly string[] {
  if (stop == null) return [];
  const list = typeof stop === 'string' ? [stop] : asArray(stop, 'stop');
  return list.map(stopSequence).filter((sequence) => sequence !== '');
}

function stopSequence(sequence: unknown, index: number): string {
  if (typeof sequence === 'string') return sequence;
  throw invalidRequest(`stop[${index}]`, `stop[${index}] must be a string.`);
}
