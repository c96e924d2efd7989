import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { type JsonObject, parseJsonObject } from '../../../main/core/json.ts';
import { listen } from '../../listen.ts';

/** A request as a server of these tests sees it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonObject;
}

/** What it answers: an object as JSON, text as it is, a list piece by piece. */
export interface Said {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string | readonly string[];
}

export interface TestServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Answers the next calls to a path with this instead; undefined ends it. */
  instead(path: string, said: Said | undefined): void;
  close(): Promise<void>;
}

/** A small server on a loopback port that answers as it is told. */
export async function startServer(answer: (seen: Seen) => Said): Promise<TestServer> {
  const seen: Seen[] = [];
  const replaced = new Map<string, Said>();
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const body = parseJsonObject(await text(request)) ?? {};
    const call = { method, path, headers, body };
    seen.push(call);
    const said = replaced.get(path) ?? answer(call);
    const type = said.type ?? (typeof said.body === 'string' ? 'text/plain' : 'application/json');
    response.writeHead(said.status ?? 200, { 'content-type': type, ...said.headers });
    for (const piece of piecesOf(said.body)) response.write(piece);
    response.end();
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    instead(path, said) {
      if (said === undefined) replaced.delete(path);
      else replaced.set(path, said);
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function piecesOf(body: Said['body']): readonly string[] {
  if (typeof body === 'string') return [body];
  return Array.isArray(body) && body.every((piece) => typeof piece === 'string')
    ? body
    : [JSON.stringify(body)];
}

/** Records of server-sent events, the data alone. */
export function sse(records: readonly (object | string)[]): Said {
  const pieces = records.map(
    (record) => `data: ${typeof record === 'string' ? record : JSON.stringify(record)}\n\n`,
  );
  return { type: 'text/event-stream; charset=utf-8', body: pieces };
}
