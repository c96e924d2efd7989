import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import OpenAI from 'openai';
import type { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { collect } from '../../../main/core/collect.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { openaiResponsesDialect } from '../../../main/dialects/openai-responses/openai-responses-dialect.ts';
import { listen } from '../../listen.ts';
import { context } from './stream-scenarios.ts';

/** What the server answers with: events, or a failure before any. */
export type Reply = readonly ChatEvent[] | AppError;

export interface OpenaiServer {
  readonly client: OpenAI;
  /** Bodies of the requests so far, as parsed. */
  readonly bodies: unknown[];
  replyWith(reply: Reply): void;
  /** The next stream stops after so many events and stays open. Resolves when the client hangs up. */
  stallAfter(events: number): Promise<void>;
  close(): Promise<void>;
}

interface State {
  reply: Reply;
  stall: { readonly after: number; readonly hungUp: () => void } | undefined;
}

/** The dialect behind a real socket, with the official SDK in front of it. */
export async function startOpenaiServer(): Promise<OpenaiServer> {
  const bodies: unknown[] = [];
  const state: State = { reply: [], stall: undefined };
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    bodies.push(body);
    answer(body, state, response);
  });
  const baseURL = `http://127.0.0.1:${await listen(server)}/v1`;
  return {
    client: new OpenAI({ baseURL, apiKey: 'sk-krouter-local', maxRetries: 0 }),
    bodies,
    replyWith: (reply) => {
      state.reply = reply;
      state.stall = undefined;
    },
    stallAfter: (after) =>
      new Promise((resolve) => {
        state.stall = { after, hungUp: resolve };
      }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(body: unknown, { reply, stall }: State, response: ServerResponse): void {
  if (reply instanceof Error) {
    const { status, body: error } = openaiResponsesDialect.encodeError(reply, context.requestId);
    sendJson(response, status, JSON.stringify(error));
    return;
  }
  const request = openaiResponsesDialect.decodeRequest(body, {});
  if (!request.stream) {
    sendJson(
      response,
      200,
      stringifyJson(openaiResponsesDialect.encodeAnswer(collect(reply), request, context)),
    );
    return;
  }
  response.writeHead(200, { 'content-type': openaiResponsesDialect.streamContentType });
  const encoder = openaiResponsesDialect.createEncoder(request, context);
  for (const event of reply.slice(0, stall?.after)) {
    response.write(openaiResponsesDialect.keepAlive + encoder.push(event));
  }
  if (stall === undefined) response.end();
  else response.on('close', stall.hungUp);
}

function sendJson(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': context.requestId });
  response.end(body);
}
