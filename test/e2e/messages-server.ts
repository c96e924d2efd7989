import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../main/core/json.ts';
import { listen } from '../listen.ts';
import { answerOf, textBlock } from './scripts.ts';

/** A request the server got: what it was, and what came of it. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonObject;
  readonly status: number;
}

/** The Messages API on a loopback port, as strict about requests as the real one. */
export interface MessagesServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** Answers the next chats with this instead; undefined ends it. */
  refuse(
    refusal: { readonly status: number; readonly type: string; readonly message: string } | undefined,
  ): void;
  close(): Promise<void>;
}

const MEMBERS = new Set([
  'model',
  'messages',
  'max_tokens',
  'stream',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'metadata',
  'output_config',
  'service_tier',
]);

/** Starts a server that takes one key and answers every chat with "Here is the direct API." */
export async function startMessagesServer(key: string): Promise<MessagesServer> {
  const seen: SeenRequest[] = [];
  let refusal: Parameters<MessagesServer['refuse']>[0];
  const server = createServer(async (request, response) => {
    const body = parseJsonObject(await textOf(request)) ?? {};
    const problem = problemOf(request, body, key) ?? (request.method === 'POST' ? refusal : undefined);
    if (problem === undefined) answer(request, response, body);
    else
      sendJson(response, problem.status, {
        type: 'error',
        error: { type: problem.type, message: problem.message },
      });
    seen.push({ path: request.url ?? '', headers: request.headers, body, status: response.statusCode });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    refuse(next) {
      refusal = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}

interface Problem {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

function problemOf(request: IncomingMessage, body: JsonObject, key: string): Problem | undefined {
  const { headers, method, url = '' } = request;
  if (headers['x-api-key'] !== key) {
    const shown = String(headers['x-api-key']);
    return { status: 401, type: 'authentication_error', message: `invalid x-api-key ${shown}` };
  }
  if (headers['anthropic-version'] !== '2023-06-01') return invalid('anthropic-version: header is required');
  if (method === 'GET' && url.startsWith('/v1/models')) return undefined;
  if (method !== 'POST' || !['/v1/messages', '/v1/messages/count_tokens'].includes(url)) {
    return { status: 404, type: 'not_found_error', message: `Not found: ${url}` };
  }
  if (headers['content-type'] !== 'application/json')
    return invalid('content-type: must be application/json');
  return bodyProblem(body, url);
}

function bodyProblem(body: JsonObject, url: string): Problem | undefined {
  const unknown = Object.keys(body).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return invalid(`${unknown}: Extra inputs are not permitted`);
  if (typeof body['model'] !== 'string' || !body['model'].startsWith('claude-')) {
    return { status: 404, type: 'not_found_error', message: `model: ${String(body['model'])}` };
  }
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0) return invalid('messages: Field required');
  if (!messages.every((message) => isJsonObject(message) && 'role' in message && 'content' in message)) {
    return invalid('messages: Input should be valid messages');
  }
  if (url.endsWith('/count_tokens'))
    return 'max_tokens' in body ? invalid('max_tokens: Extra inputs') : undefined;
  return typeof body['max_tokens'] === 'number' ? undefined : invalid('max_tokens: Field required');
}

function invalid(message: string): Problem {
  return { status: 400, type: 'invalid_request_error', message };
}

function answer(request: IncomingMessage, response: ServerResponse, body: JsonObject): void {
  if (request.method === 'GET') {
    const model = { type: 'model', id: 'claude-sonnet-4-6', display_name: 'Claude Sonnet 4.6' };
    sendJson(response, 200, { data: [model], has_more: false });
  } else if (request.url === '/v1/messages/count_tokens') sendJson(response, 200, { input_tokens: 42 });
  else if (body['stream'] !== true) sendJson(response, 500, { type: 'error', error: { type: 'api_error' } });
  else stream(response);
}

function stream(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'request-id': 'req_upstream_1',
  });
  const events = answerOf(textBlock(0, 'Here is ', 'the direct ', 'API.'));
  for (const event of [{ type: 'ping' }, ...events]) {
    if ('type' in event) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }
  response.end();
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_upstream_1' });
  response.end(JSON.stringify(body));
}
