import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Ollama } from 'ollama';
import { AppError } from '../../../main/core/app-error.ts';
import type { ChatEvent } from '../../../main/core/chat-event.ts';
import { type EndpointAnswer, isEndpointAnswer } from '../../../main/core/client-protocol.ts';
import { collect } from '../../../main/core/collect.ts';
import type { ModelListing } from '../../../main/core/model-listing.ts';
import { stringifyJson } from '../../../main/core/raw-json.ts';
import { ollamaProtocol } from '../../../main/dialects/ollama/ollama-protocol.ts';
import { listen } from '../../listen.ts';
import { context } from '../openai-chat/stream-scenarios.ts';

/** What the server answers with: events, or a failure before any. */
export type Reply = readonly ChatEvent[] | AppError;

export interface OllamaServer {
  readonly url: string;
  readonly client: Ollama;
  /** Bodies of the requests so far, as parsed. */
  readonly bodies: unknown[];
  replyWith(reply: Reply): void;
  close(): Promise<void>;
}

export const MODELS: readonly ModelListing[] = [
  { id: 'bedrock/claude', displayName: 'Claude', contextTokens: 200_000 },
  { id: 'plain', displayName: 'Plain' },
];

/** The protocol behind a real socket, with the official client in front of it. */
export async function startOllamaServer(): Promise<OllamaServer> {
  const bodies: unknown[] = [];
  let reply: Reply = [];
  const server = createServer(async (request, response) => {
    try {
      await answer(request, response, { bodies, reply });
    } catch (thrown) {
      if (thrown instanceof AppError) sendError(response, thrown);
      else response.destroy();
    }
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  return {
    url,
    client: new Ollama({ host: url }),
    bodies,
    replyWith: (next) => {
      reply = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { bodies, reply }: { bodies: unknown[]; reply: Reply },
): Promise<void> {
  const path = request.url ?? '';
  const endpoint = ollamaProtocol.endpoints.find(({ paths }) => paths.includes(path));
  if (endpoint === undefined) throw new AppError({ code: 'route_not_found', message: `nothing at ${path}` });
  const sent = await text(request);
  const body: unknown = sent === '' ? undefined : JSON.parse(sent);
  bodies.push(body);
  const call = { path, query: {}, headers: {}, params: {}, body };
  if (endpoint.kind === 'info') return send(response, endpoint.answer(call, MODELS));
  if (endpoint.kind !== 'chat') throw new Error('this format counts no tokens');
  const { dialect } = endpoint;
  const decoded = endpoint.decode(call);
  if (isEndpointAnswer(decoded)) return send(response, decoded);
  if (reply instanceof Error) throw reply;
  if (!decoded.stream) {
    return send(response, { type: 'answer', body: dialect.encodeAnswer(collect(reply), decoded, context) });
  }
  response.writeHead(200, { 'content-type': dialect.streamContentType });
  const encoder = dialect.createEncoder(decoded, context);
  response.write(encoder.keepAlive ?? dialect.keepAlive);
  for (const event of reply) response.write(encoder.push(event));
  response.end();
}

function send(response: ServerResponse, { status = 200, body, contentType }: EndpointAnswer): void {
  response.writeHead(status, { 'content-type': contentType ?? 'application/json' });
  response.end(typeof body === 'string' ? body : stringifyJson(body));
}

function sendError(response: ServerResponse, error: AppError): void {
  const [first] = ollamaProtocol.endpoints;
  const { status, body } = first?.dialect.encodeError(error, context.requestId) ?? { status: 500, body: {} };
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
