import type { JsonObject } from '../core/json.ts';
import { stringifyJson } from '../core/raw-json.ts';
import type { Exchange } from './exchange.ts';
import { endAfterClient, isSendingUnread } from './linger.ts';

export interface JsonAnswer {
  readonly status: number;
  readonly body: JsonObject | readonly JsonObject[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one JSON body with its length, and nothing when an answer has begun already. */
export function sendJson(exchange: Exchange, answer: JsonAnswer): void {
  sendText(exchange, {
    status: answer.status,
    headers: { 'content-type': 'application/json', ...answer.headers },
    text: stringifyJson(answer.body),
  });
}

export interface TextAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | Uint8Array;
}

/** The same for any text, or bytes. */
export function sendText(exchange: Exchange, { status, headers, text }: TextAnswer): void {
  const { response } = exchange;
  if (response.headersSent || response.destroyed) return;
  const all = { ...exchange.answerHeaders, ...headers, 'content-length': Buffer.byteLength(text) };
  if (!isSendingUnread(exchange)) {
    response.writeHead(status, all).end(text);
    return;
  }
  response.writeHead(status, { ...all, connection: 'close' }).write(text);
  endAfterClient(exchange);
}
