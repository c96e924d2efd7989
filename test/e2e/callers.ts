import { isJsonObject, type JsonObject } from '../../main/core/json.ts';
import { KEY, PAIR, type RunningEngine } from './start-engine.ts';

/** One way to ask, and to read the answer, in a client's own format. */
export interface Caller {
  readonly name: string;
  readonly dialect: 'openai' | 'anthropic';
  readonly stream: boolean;
}

/** Both dialects, each streamed and whole. */
export const CALLERS: readonly Caller[] = [
  { name: 'OpenAI, streamed', dialect: 'openai', stream: true },
  { name: 'OpenAI, whole', dialect: 'openai', stream: false },
  { name: 'Anthropic, streamed', dialect: 'anthropic', stream: true },
  { name: 'Anthropic, whole', dialect: 'anthropic', stream: false },
];

export const STREAMED = CALLERS.filter(({ stream }) => stream);
export const WHOLE = CALLERS.filter(({ stream }) => !stream);

export interface Question {
  readonly text?: string;
  readonly model?: string;
  /** Members of the body, beside or instead of the usual ones. */
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What a client would make of an answer, whatever its format. */
export interface Reading {
  readonly status: number;
  readonly headers: Headers;
  /** The whole body as it came. */
  readonly raw: string;
  readonly text: string;
  readonly thinking: string;
  /** True when the format's own end was there: `[DONE]`, `message_stop`, or a whole body. */
  readonly isComplete: boolean;
  readonly finish: unknown;
  /** The `error` member, wherever it came. */
  readonly error: JsonObject | undefined;
  readonly errorMessage: string;
  readonly requestId: string | null;
}

/** Posts a question over `fetch`; nothing is retried. */
export function post(engine: RunningEngine, caller: Caller, question: Question = {}): Promise<Response> {
  const isOpenai = caller.dialect === 'openai';
  const auth: Readonly<Record<string, string>> = isOpenai
    ? { authorization: `Bearer ${KEY}` }
    : { 'x-api-key': KEY, 'anthropic-version': '2023-06-01' };
  const body = {
    model: question.model ?? PAIR,
    max_tokens: 1_000,
    stream: caller.stream,
    messages: [{ role: 'user', content: question.text ?? 'say exactly: All is well.' }],
    ...question.body,
  };
  return fetch(`${engine.url}${isOpenai ? '/v1/chat/completions' : '/v1/messages'}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...auth, ...question.headers },
    body: JSON.stringify(body),
    signal: question.signal,
  });
}

/** Posts a question and reads the answer to its end. */
export async function ask(engine: RunningEngine, caller: Caller, question: Question = {}): Promise<Reading> {
  const response = await post(engine, caller, question);
  return read(response, caller);
}

/** Reads an answer to its end. */
export async function read(response: Response, caller: Caller): Promise<Reading> {
  const raw = await response.text();
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const facts = isStream ? readStream(raw) : readWhole(raw, response.status, caller);
  return {
    status: response.status,
    headers: response.headers,
    raw,
    ...facts,
    errorMessage: String(facts.error?.['message'] ?? ''),
    requestId: response.headers.get('x-krouter-request-id'),
  };
}

type Facts = Pick<Reading, 'text' | 'thinking' | 'isComplete' | 'finish' | 'error'>;

function readWhole(raw: string, status: number, { dialect }: Caller): Facts {
  const body: unknown = JSON.parse(raw);
  const choice = first(member(body, 'choices'));
  const message = member(choice, 'message');
  const blocks = listOf(member(body, 'content'));
  const joined = (name: string) => blocks.map((block) => textOf(member(block, name))).join('');
  const error = member(body, 'error');
  return {
    text: dialect === 'openai' ? textOf(member(message, 'content')) : joined('text'),
    thinking: dialect === 'openai' ? textOf(member(message, 'reasoning_content')) : joined('thinking'),
    isComplete: status === 200,
    finish: dialect === 'openai' ? member(choice, 'finish_reason') : member(body, 'stop_reason'),
    error: isJsonObject(error) ? error : undefined,
  };
}

function readStream(raw: string): Facts {
  let [text, thinking] = ['', ''];
  let isComplete = false;
  let finish: unknown;
  let error: JsonObject | undefined;
  for (const data of dataLines(raw)) {
    if (data === '[DONE]') {
      isComplete = true;
      continue;
    }
    const event: unknown = JSON.parse(data);
    const choice = first(member(event, 'choices'));
    const delta = member(choice, 'delta') ?? member(event, 'delta');
    text += textOf(member(delta, 'content') ?? member(delta, 'text'));
    thinking += textOf(member(delta, 'reasoning_content') ?? member(delta, 'thinking'));
    finish = member(choice, 'finish_reason') ?? member(delta, 'stop_reason') ?? finish;
    isComplete ||= member(event, 'type') === 'message_stop';
    const failure = member(event, 'error');
    if (isJsonObject(failure)) error = failure;
  }
  return { text, thinking, isComplete, finish, error };
}

/** The data of each SSE record, in order. */
export function dataLines(raw: string): readonly string[] {
  return raw
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart());
}

/** A member of what may not be an object. */
export function member(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

function first(value: unknown): unknown {
  return listOf(value)[0];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
