import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import OpenAI from 'openai';
import type { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { encodeOpenaiModelList } from '../../../main/dialects/openai-chat/models.ts';
import { openaiChatDialect } from '../../../main/dialects/openai-chat/openai-chat-dialect.ts';
import { listen } from '../../listen.ts';
import { context } from './stream-scenarios.ts';

/** What the server answers with: events, or a failure before any. */
export type Reply = readonly ChatEvent[] | AppError;

export interface OpenaiServer {
  readonly client: OpenAI;
  /** Bodies of the requests so far, as parsed. */
  readonly bodies: unknown[];
  replyWith(reply: Reply): void;
  close(): Promise<void>;
}

/** The dialect behind a real socket, with the official SDK in front of it. */
export async function startOpenaiServer(): Promise<OpenaiServer> {
  const bodies: unknown[] = [];
  let reply: Reply = [];
  const server = createServer(async (request, response) => {
    if (request.method === 'GET')
      return sendJson(response, 200, encodeOpenaiModelList([{ id: 'm', displayName: 'M' }]));
    const body: unknown = JSON.parse(await text(request));
    bodies.push(body);
    try {
      answer(body, reply, response);
    } catch (thrown) {
      response.destroy();
      throw thrown;
    }
  });
  const baseURL = `http://127.0.0.1:${await listen(server)}/v1`;
  return {
    client: new OpenAI({ baseURL, apiKey: 'sk-krouter-local', maxRetries: 0 }),
    bodies,
    replyWith: (next) => {
      reply = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(body: unknown, reply: Reply, response: ServerResponse): void {
  if (reply instanceof Error) {
    const { status, body: error } = openaiChatDialect.encodeError(reply, context.requestId);
    sendJson(response, status, error);
    return;
  }
  const request = openaiChatDialect.decodeRequest(body, {});
  if (!request.stream) {
    sendJson(response, 200, openaiChatDialect.encodeAnswer(collect(reply), request, context));
    return;
  }
  response.writeHead(200, { 'content-type': openaiChatDialect.streamContentType });
  const encoder = openaiChatDialect.createEncoder(request, context);
  for (const event of reply) response.write(openaiChatDialect.keepAlive + encoder.push(event));
  response.end();
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': context.requestId });
  response.end(JSON.stringify(body));
}
