import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Router from 'router';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import type { ChatRequest } from '../../../main/core/chat-request.ts';
import type { ClientEndpoint, ClientProtocol, EndpointCall } from '../../../main/core/client-protocol.ts';
import { isEndpointAnswer } from '../../../main/core/client-protocol.ts';
import type { ClientDialect } from '../../../main/core/codec.ts';
import { collect } from '../../../main/core/collect.ts';
import type { ModelListing } from '../../../main/core/model-listing.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { readParams } from '../../../main/http/routes/read-params.ts';
import { listen } from '../../listen.ts';

/** What the server answers a chat with: events, or a failure before any. */
export type Reply = readonly ChatEvent[] | AppError;

export interface ProtocolServer {
  readonly url: string;
  /** What the endpoints made of the calls so far. */
  readonly requests: ChatRequest[];
  /** Headers and raw target of the calls so far. */
  readonly calls: { readonly target: string; readonly headers: IncomingMessage['headers'] }[];
  replyWith(reply: Reply): void;
  /** Calls that are open; an aborted one is not. */
  open(): number;
  close(): Promise<void>;
}

const CONTEXT = { requestId: 'req_01JABC', createdAt: 1_700_000_000 };

interface Shown {
  reply: Reply;
  open: number;
  readonly models: readonly ModelListing[];
  readonly requests: ChatRequest[];
}

/** A protocol behind a real socket: the router the product uses, and nothing else of the edge. */
export async function startProtocolServer(
  protocol: ClientProtocol,
  models: readonly ModelListing[] = [],
): Promise<ProtocolServer> {
  const shown: Shown = { reply: [], open: 0, models, requests: [] };
  const calls: ProtocolServer['calls'] = [];
  const router = Router();
  for (const endpoint of protocol.endpoints) {
    for (const path of endpoint.paths) {
      router[methodOf(endpoint)](path, (request, response) => {
        void serve(endpoint, { request, response, shown }).catch(() => response.destroy());
      });
    }
  }
  const server = createServer((request, response) => {
    calls.push({ target: request.url ?? '', headers: request.headers });
    shown.open += 1;
    response.on('close', () => {
      shown.open -= 1;
    });
    router(request, response, () => response.writeHead(404).end('no such path'));
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests: shown.requests,
    calls,
    replyWith: (reply) => {
      shown.reply = reply;
    },
    open: () => shown.open,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function methodOf(endpoint: ClientEndpoint): 'get' | 'post' {
  return endpoint.kind === 'info' && endpoint.method === 'GET' ? 'get' : 'post';
}

interface Serving {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly shown: Shown;
}

async function serve(endpoint: ClientEndpoint, serving: Serving): Promise<void> {
  const { response, shown } = serving;
  const call = await readCall(serving.request);
  const dialect = endpoint.voice?.(call) ?? endpoint.dialect;
  try {
    if (endpoint.kind === 'info') {
      const answer = endpoint.answer(call, shown.models);
      return sendJson(response, answer.status ?? 200, answer.body);
    }
    if (endpoint.kind === 'count-tokens') {
      shown.requests.push(endpoint.decode(call));
      return sendJson(response, 200, endpoint.encode({ inputTokens: 42, estimated: false }));
    }
    const request = endpoint.decode(call);
    if (isEndpointAnswer(request)) return sendJson(response, request.status ?? 200, request.body);
    shown.requests.push(request);
    if (shown.reply instanceof AppError) throw shown.reply;
    return request.stream
      ? stream(dialect, { request, response, events: shown.reply })
      : sendJson(response, 200, dialect.encodeAnswer(collect(shown.reply), request, CONTEXT));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const { status, body } = dialect.encodeError(thrown, CONTEXT.requestId);
    return sendJson(response, status, body);
  }
}

interface Streaming {
  readonly request: ChatRequest;
  readonly response: ServerResponse;
  readonly events: readonly ChatEvent[];
}

/** A list that ends without an end stays open, as a slow model would. */
function stream(dialect: ClientDialect, { request, response, events }: Streaming): void {
  response.writeHead(200, { 'content-type': dialect.streamContentType });
  const encoder = dialect.createEncoder(request, CONTEXT);
  for (const event of events) {
    response.write(encoder.keepAlive ?? dialect.keepAlive);
    response.write(encoder.push(event));
  }
  const last = events.at(-1)?.type;
  if (last === 'finish' || last === 'error') response.end();
}

async function readCall(request: Serving['request']): Promise<EndpointCall> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await text(request);
  return {
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(',') : value,
      ]),
    ),
    params: readParams(request),
    body: body === '' ? undefined : JSON.parse(body),
  };
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': CONTEXT.requestId });
  response.end(typeof body === 'string' ? body : stringifyJson(body));
}
