import type { ChatEvent } from '../../core/chat-event.ts';
import type { EventDecoder, Restore } from '../../core/codec.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import { mergeUsage, type Usage } from '../../core/usage.ts';
import { createGuardedDecoder, type StreamReader } from '../openai-vocabulary/guarded-decoder.ts';
import { brokenAnswer, decodeGeminiErrorRecord } from './decode-error.ts';
import { decodeFinishReason, isBrokenFinish } from './finish-reason.ts';
import { encodeFinishSource } from './finish-source.ts';
import type { GeminiBackend } from './gemini-backend.ts';
import { PartReader } from './part-reader.ts';
import { rawCallArguments } from './raw-arguments.ts';
import { decodeUsage } from './usage.ts';

/** What differs between the places where this format is spoken. */
export interface GeminiDecoderOptions {
  /** Who made the proofs in the answer; `gemini` unless told. */
  readonly backend?: GeminiBackend;
  /** Takes a record out of its envelope; undefined for one that holds no answer. */
  readonly unwrap?: (record: JsonObject) => JsonObject | undefined;
}

/**
 * Data of the records of one stream to events. Some backends name a `finishReason` in every record, so the finish waits
 * for the end; without a reason there is none, and the answer counts as broken off.
 */
export function createGeminiDecoder(
  restore: Restore,
  options: GeminiDecoderOptions = {},
): EventDecoder<string> {
  return createGuardedDecoder(new RecordReader(restore, options));
}

class RecordReader implements StreamReader<string> {
  readonly #backend: GeminiBackend;
  readonly #unwrap: GeminiDecoderOptions['unwrap'];
  readonly #parts: PartReader;
  #isStarted = false;
  #usage: Usage | undefined;
  #finishReason: string | undefined;
  /** Members for a client of the same format: of the candidate, and beside the candidates. */
  #candidate: JsonObject = {};
  #response: JsonObject = {};

  constructor(restore: Restore, { backend = 'gemini', unwrap }: GeminiDecoderOptions) {
    this.#backend = backend;
    this.#unwrap = unwrap;
    this.#parts = new PartReader(restore, backend);
  }

  push(data: string, out: ChatEvent[]): void {
    if (data === '[DONE]') return;
    const record = parseJsonObject(data);
    if (record === undefined) throw brokenAnswer('The provider sent a record that is not a JSON object.');
    if (record['error'] != null) throw decodeGeminiErrorRecord(record);
    const response = this.#unwrap === undefined ? record : this.#unwrap(record);
    if (response === undefined) return;
    this.#start(response, out);
    const { candidates } = response;
    const candidate = Array.isArray(candidates) ? candidates.find(isFirst) : undefined;
    if (candidate !== undefined) this.#takeCandidate(candidate, data, out);
    this.#takeResponse(response, out);
  }

  end(out: ChatEvent[]): void {
    const blocked = blockReasonOf(this.#response);
    const reason = this.#finishReason;
    if (reason === undefined && blocked === undefined) return;
    this.#parts.close(out);
    const decoded =
      reason === undefined ? 'content_filter' : decodeFinishReason(reason, this.#parts.hasCalls);
    const message = this.#candidate['finishMessage'];
    out.push({
      type: 'finish',
      stopReason: decoded,
      usage: this.#usage ?? {},
      detail: typeof message === 'string' ? message : blocked,
      source: encodeFinishSource(this.#candidate, this.#response),
    });
  }

  #start(response: JsonObject, out: ChatEvent[]): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    const { responseId, modelVersion } = response;
    const id = typeof responseId === 'string' ? responseId : undefined;
    this.#parts.answerId = id ?? '';
    out.push({
      type: 'start',
      dialect: this.#backend,
      id,
      source: JSON.stringify({ responseId, modelVersion }),
    });
  }

  #takeCandidate(candidate: JsonObject, data: string, out: ChatEvent[]): void {
    const { content, finishReason, index: _index, ...extras } = candidate;
    const parts = isJsonObject(content) && Array.isArray(content['parts']) ? content['parts'] : [];
    const args = rawCallArguments(data, parts);
    for (const part of parts) if (isJsonObject(part)) this.#parts.push(part, args, out);
    if (Object.keys(extras).length > 0) this.#candidate = { ...this.#candidate, ...extras };
    if (typeof finishReason !== 'string' || finishReason === '' || finishReason === UNSPECIFIED) return;
    if (isBrokenFinish(finishReason)) throw brokenFinish(finishReason, candidate['finishMessage']);
    this.#finishReason = finishReason;
    this.#candidate = { ...this.#candidate, finishReason };
  }

  #takeResponse(response: JsonObject, out: ChatEvent[]): void {
    for (const key in response) {
      if (!PASSED_BY.has(key)) this.#response = { ...this.#response, [key]: response[key] };
    }
    const { usageMetadata } = response;
    if (!isJsonObject(usageMetadata)) return;
    this.#usage = mergeUsage(this.#usage, decodeUsage(usageMetadata));
    out.push({ type: 'usage-update', usage: this.#usage });
  }
}

const UNSPECIFIED = 'FINISH_REASON_UNSPECIFIED';

/** Members of a record that are taken elsewhere. */
const PASSED_BY: ReadonlySet<string> = new Set(['candidates', 'responseId', 'modelVersion']);

/** Only one answer was asked for. */
function isFirst(candidate: unknown): candidate is JsonObject {
  return isJsonObject(candidate) && (candidate['index'] ?? 0) === 0;
}

/** Why the prompt itself was refused: then there are no candidates at all. */
function blockReasonOf({ promptFeedback }: JsonObject): string | undefined {
  if (!isJsonObject(promptFeedback)) return undefined;
  const { blockReason, blockReasonMessage } = promptFeedback;
  if (typeof blockReason !== 'string' || blockReason === 'BLOCK_REASON_UNSPECIFIED') return undefined;
  if (typeof blockReasonMessage === 'string' && blockReasonMessage !== '') return blockReasonMessage;
  return `Google refused the prompt (${blockReason}).`;
}

function brokenFinish(reason: string, message: unknown): Error {
  const why = typeof message === 'string' && message !== '' ? `: ${message}` : '';
  return brokenAnswer(`The model broke its answer off (${reason}${why}). Ask again.`);
}
