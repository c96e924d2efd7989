import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ChatEvent } from '../../main/core/chat-event.ts';
import type { EventDecoder, Headers, Restore } from '../../main/core/codec.ts';
import { isJsonObject } from '../../main/core/json.ts';
import { type AnswerFacets, guarded } from './answer-facets.ts';
import type { Upstream } from './cells.ts';
import { encodeFrames } from './proto-notation.ts';

/** Answers that every upstream has. Those named `stop-…` are there where the upstream has such a reason. */
export const REQUIRED_ANSWERS = ['full', 'text', 'error'] as const;

/** Text, bytes, or frames of protobuf in notation. */
const RECORDING = /\.(txt|bin|frames\.json)$/;

const FOLDER = new URL('./answers/', import.meta.url);

/** The answers recorded for an upstream, by name. @throws Error naming what is missing */
export function answerNames(upstream: Upstream): readonly string[] {
  const folder = new URL(`${upstream.id}/`, FOLDER);
  if (!existsSync(folder)) throw new Error(`test/conformance/answers/${upstream.id}/ is missing`);
  const names = readdirSync(folder)
    .filter((file) => RECORDING.test(file))
    .map((file) => file.replace(RECORDING, ''));
  const missing = REQUIRED_ANSWERS.find((name) => !names.includes(name));
  if (missing !== undefined)
    throw new Error(`test/conformance/answers/${upstream.id}/${missing}.txt is missing`);
  return names.toSorted();
}

/** The bytes as they came from the upstream. */
export function answerBytes(upstream: Upstream, name: string): Uint8Array {
  const fileOf = (extension: string) => new URL(`${upstream.id}/${name}.${extension}`, FOLDER);
  const frames = fileOf('frames.json');
  if (existsSync(frames)) return encodeFrames(listIn(readFileSync(frames, 'utf8')));
  const text = fileOf('txt');
  return new Uint8Array(readFileSync(existsSync(text) ? text : fileOf('bin')));
}

function listIn(json: string): readonly unknown[] {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) ? list : [];
}

/** Everything a decoder makes of bytes, behind the grammar. */
export function decodeAll(decoder: EventDecoder<Uint8Array>, bytes: Uint8Array): readonly ChatEvent[] {
  return guarded([...decoder.push(bytes), ...decoder.end()]);
}

export function readAnswer(upstream: Upstream, name: string, restore: Restore = {}): readonly ChatEvent[] {
  return decodeAll(upstream.dialect.createDecoder(restore), answerBytes(upstream, name));
}

/** A refusal as an upstream words it, and the code it must be read as. */
export interface RecordedError {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly code: string;
}

/** @throws Error naming the file when it is missing */
export function recordedErrors(upstream: Upstream): readonly RecordedError[] {
  const file = new URL(`${upstream.id}/errors.json`, FOLDER);
  if (!existsSync(file)) throw new Error(`test/conformance/answers/${upstream.id}/errors.json is missing`);
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return (Array.isArray(list) ? list : []).filter(isJsonObject).map(({ status, headers, body, code }) => ({
    status: Number(status),
    headers: Object.fromEntries(
      Object.entries(isJsonObject(headers) ? headers : {}).map(([k, v]) => [k, String(v)]),
    ),
    text: JSON.stringify(body),
    code: String(code),
  }));
}

const NOTHING = {
  text: '',
  thinking: '',
  calls: [],
  'stop sequence': undefined,
  'cache reads': undefined,
  'cache writes': undefined,
  'reasoning tokens': undefined,
} as const;

const FULL: AnswerFacets = {
  text: 'Looking up ⛅ both.',
  thinking: 'Two things to look up.',
  calls: [
    { name: 'get_weather', arguments: { city: 'Oslo', days: 2 } },
    { name: 'get_time', arguments: { zone: 'Europe/Rome' } },
  ],
  'stop reason': 'tool_use',
  'stop sequence': undefined,
  'input tokens': 9,
  'cache reads': 32,
  'cache writes': 5,
  'output tokens': 41,
  'reasoning tokens': 12,
};

/** What every recording of an answer means, whoever recorded it. */
export function canonicalFacets(name: string): AnswerFacets {
  if (name === 'full') return FULL;
  const counts = { 'input tokens': 9, 'output tokens': 5 };
  if (name === 'text') return { ...NOTHING, ...counts, text: 'Grüße 🦊', 'stop reason': 'end_turn' };
  const reason = name.replace('stop-', '');
  const sequence = reason === 'stop_sequence' ? 'END' : undefined;
  return { ...NOTHING, ...counts, text: 'So far', 'stop reason': reason, 'stop sequence': sequence };
}
