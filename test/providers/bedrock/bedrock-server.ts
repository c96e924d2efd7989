import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { concatBytes, encodeChunkFrame } from '../../framing/aws-frames.ts';
import { listen } from '../../listen.ts';
import { EVENTS } from './stream/messages-stream.ts';

interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Drops the connection in the place of a clean end. */
  readonly reset?: boolean;
}

type Answerer = (request: SeenRequest) => Reply;

export interface BedrockServer {
  readonly url: string;
  /** Calls of the runtime, and of the control plane. */
  readonly runtime: SeenRequest[];
  readonly control: SeenRequest[];
  /** The next answers of the runtime; when they run out, `goodStream`. */
  readonly replies: (Reply | Answerer)[];
  /** Answers of the control plane by the start of the path; 403 for the rest. */
  readonly listings: Map<string, Answerer>;
  close(): Promise<void>;
}

/** An HTTP server on loopback that plays what a test has written. */
export async function startBedrockServer(): Promise<BedrockServer> {
  const runtime: SeenRequest[] = [];
  const control: SeenRequest[] = [];
  const replies: (Reply | Answerer)[] = [];
  const listings = new Map<string, Answerer>();
  const answer = (seen: SeenRequest): Reply => {
    if (seen.url.startsWith('/model/')) {
      runtime.push(seen);
      const next = replies.shift() ?? goodStream();
      return typeof next === 'function' ? next(seen) : next;
    }
    control.push(seen);
    const listing = [...listings].find(([start]) => seen.url.startsWith(start));
    return listing?.[1](seen) ?? refusal(403, 'AccessDeniedException', 'not authorized');
  };
  const server = createServer((request, response) => {
    void read(request).then((seen) => play(answer(seen), response));
  });
  const port = await listen(server);
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, runtime, control, replies, listings, close };
}

async function read(request: IncomingMessage): Promise<SeenRequest> {
  const parts: Uint8Array[] = [];
  for await (const part of request) if (part instanceof Uint8Array) parts.push(part);
  const text = new TextDecoder().decode(concatBytes(parts));
  const json: Record<string, unknown> = text.startsWith('{') ? JSON.parse(text) : {};
  return { method: request.method ?? '', url: request.url ?? '', headers: request.headers, text, json };
}

function play({ status = 200, headers = {}, body = '', reset }: Reply, response: ServerResponse): void {
  response.writeHead(status, { 'x-amzn-requestid': 'req-from-aws', ...headers });
  if (!reset) response.end(body);
  else response.write(body, () => setTimeout(() => response.destroy(), 5));
}

/** A complete answer. */
function goodStream(events: readonly unknown[] = EVENTS): Reply {
  return streamOf(events.map((event) => encodeChunkFrame(event)));
}

/** Any frames as a 200 stream. */
export function streamOf(frames: readonly Uint8Array[]): Reply {
  return { headers: { 'content-type': 'application/vnd.amazon.eventstream' }, body: concatBytes(frames) };
}

/** An error in AWS's form. */
export function refusal(status: number, name: string, message: string, headers = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name, ...headers },
    body: JSON.stringify({ message }),
  };
}
