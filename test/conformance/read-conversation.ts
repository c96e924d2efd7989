import { existsSync, readFileSync } from 'node:fs';
import Router from 'router';
import type { ChatRequest } from '../../main/core/chat-request.ts';
import { type ChatEndpoint, type EndpointCall, isEndpointAnswer } from '../../main/core/client-protocol.ts';
import type { ClientDialect } from '../../main/core/codec.ts';
import { isJsonObject } from '../../main/core/json.ts';
import { readParams } from '../../main/http/routes/read-params.ts';
import type { Client } from './cells.ts';
import { encodeFrames } from './proto-notation.ts';

/** What is said in every dialect, each under the same name. */
export const CONVERSATIONS = ['text', 'image', 'tools', 'choice', 'thinking', 'cache', 'structured'] as const;
export type ConversationName = (typeof CONVERSATIONS)[number];

/** A conversation as a client sent it, decoded by the endpoint that its path leads to. */
export interface Conversation {
  readonly request: ChatRequest;
  /** The voice of its answers. */
  readonly dialect: ClientDialect;
}

const FOLDER = new URL('./conversations/', import.meta.url);

export function hasConversation(client: Client, name: ConversationName): boolean {
  return existsSync(new URL(`${client.id}/${name}.json`, FOLDER));
}

/** @throws Error naming the file when it is missing or its path leads nowhere */
export function readConversation(client: Client, name: ConversationName): Conversation {
  const file = `${client.id}/${name}.json`;
  return decodeCall(client, readCall(file), file);
}

/** What the client's own decoder makes of another body on the same path. */
export function decodeBody(client: Client, body: unknown): Conversation {
  const file = `${client.id}/text.json`;
  return decodeCall(client, { ...readCall(file), body }, file);
}

function decodeCall(client: Client, call: EndpointCall, file: string): Conversation {
  const endpoint = endpointFor(client, call);
  if (endpoint === undefined) throw new Error(`${file}: ${call.path} is no chat of ${client.protocol.name}`);
  const request = endpoint.endpoint.decode({ ...call, params: endpoint.params });
  if (isEndpointAnswer(request)) throw new Error(`${file}: answered without a model`);
  return { request, dialect: endpoint.endpoint.voice?.(call) ?? endpoint.endpoint.dialect };
}

function readCall(file: string): EndpointCall {
  const url = new URL(file, FOLDER);
  if (!existsSync(url)) throw new Error(`test/conformance/conversations/${file} is missing`);
  const parsed: unknown = JSON.parse(readFileSync(url, 'utf8'));
  if (!isJsonObject(parsed) || typeof parsed['path'] !== 'string') throw new Error(`${file} has no path`);
  const { path, query, headers, body, frames } = parsed;
  return {
    path,
    query: textsOf(query),
    headers: textsOf(headers),
    params: {},
    body: Array.isArray(frames) ? encodeFrames(frames) : body,
  };
}

function textsOf(value: unknown): Record<string, string> {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.map(([name, text]) => [name, String(text)]));
}

interface Found {
  readonly endpoint: ChatEndpoint;
  readonly params: ReturnType<typeof readParams>;
}

/** By the product's own router. */
function endpointFor({ protocol }: Client, { path }: EndpointCall): Found | undefined {
  const router = Router();
  let found: Found | undefined;
  for (const endpoint of protocol.endpoints) {
    if (endpoint.kind !== 'chat') continue;
    router.post([...endpoint.paths], (request) => {
      found ??= { endpoint, params: readParams(request) };
    });
  }
  // The router reads nothing but these two of a request, and nothing of a response.
  const request: Parameters<typeof router>[0] = Object.create(null, {
    method: { value: 'POST' },
    url: { value: path, writable: true },
    params: { value: {}, writable: true },
  });
  router(request, Object.create(null), () => undefined);
  return found;
}
