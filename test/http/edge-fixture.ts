import { clientProtocols } from '../../main/dialects/client-protocols.ts';
import type { EdgeOptions } from '../../main/http/edge-options.ts';
import { createHttpServer, type HttpEdge } from '../../main/http/http-server.ts';
import type { LogFields } from '../../main/platform/ports/log.ts';
import { systemClock } from '../../main/platform/system-clock.ts';
import { closing, opening, textDelta } from './anthropic-sse.ts';
import { createScriptedEngine, play, type ScriptedEngine } from './scripted-engine.ts';

export const KEY = 'sk-krouter-test-key';

export interface LogLine {
  readonly message: string;
  readonly fields: LogFields | undefined;
}

export interface RunningEdge {
  readonly url: string;
  readonly port: number;
  readonly engine: ScriptedEngine;
  readonly errors: LogLine[];
  readonly edge: HttpEdge;
}

const running: HttpEdge[] = [];

/** Closes every edge that a test has started. */
export async function closeEdges(): Promise<void> {
  await Promise.all(running.splice(0).map((edge) => edge.close({ drainMs: 0 })));
}

/** An edge on a free port that answers "Hello". */
export async function startEdge(overrides: Partial<EdgeOptions> = {}): Promise<RunningEdge> {
  const engine = createScriptedEngine(play(opening(), textDelta('Hel'), textDelta('lo'), closing()));
  const errors: LogLine[] = [];
  const ignore = () => {};
  const edge = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    apiKey: { value: KEY, foundIn: '/home/user/.krouter/api-key' },
    engine,
    clock: systemClock,
    log: {
      debug: ignore,
      info: ignore,
      warn: ignore,
      error: (message, fields) => errors.push({ message, fields }),
    },
    protocols: clientProtocols,
    version: '1.2.3',
    metrics: () => 'krouter_up 1\n',
    ...overrides,
  });
  const { port } = await edge.listen();
  running.push(edge);
  return { url: `http://127.0.0.1:${port}`, port, engine, errors, edge };
}

/** The two client formats, so that every test can run over both. */
export const CALLERS = [
  {
    name: 'OpenAI',
    path: '/v1/chat/completions',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: { model: 'claude-sonnet-4-6', messages: [{ role: 'user', content: 'Hi' }] },
    requestIdHeader: 'x-request-id',
  },
  {
    name: 'Anthropic',
    path: '/v1/messages',
    headers: { 'x-api-key': KEY, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    body: { model: 'claude-sonnet-4-6', max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] },
    requestIdHeader: 'request-id',
  },
] as const;

export type Caller = (typeof CALLERS)[number];

export interface Ask {
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
}

/** Posts a chat request as the caller would. */
export function ask(
  { url }: RunningEdge,
  caller: Caller,
  { body, headers, signal }: Ask = {},
): Promise<Response> {
  return fetch(url + caller.path, {
    method: 'POST',
    headers: { ...caller.headers, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify({ ...caller.body, ...(body ?? {}) }),
    signal,
  });
}

/** Asserts nothing: the error of an answer in the caller's own form, as one flat record. */
export async function readError(
  response: Response,
): Promise<{ type: string; message: string; whole: unknown }> {
  const whole: unknown = await response.json();
  const error = field(whole, 'error');
  return { type: String(field(error, 'type')), message: String(field(error, 'message')), whole };
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
