import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import { envelope, OK_END, partFrame, readAnswer, serverFrame } from '../../dialects/cursor/cursor-run.ts';
import type { Read } from '../../dialects/cursor/cursor-schema.ts';
import { listen } from '../../listen.ts';

/** One run as the server saw it. */
export interface SeenRun {
  readonly headers: { readonly [name: string]: unknown };
  readonly messages: Read[];
  isReset: boolean;
}

export interface InferenceServer {
  readonly url: string;
  readonly runs: SeenRun[];
  /** What it does once the model is invoked; says "Hello." unless told. */
  onInvoke(reply: (stream: ServerHttp2Stream) => void): void;
  close(): Promise<void>;
}

export const TOKEN = 'cursor-token-0123456789';

/** A server that wants every message of a run in its turn: the model may be invoked only once it is ready. */
export async function startInferenceServer(): Promise<InferenceServer> {
  const runs: SeenRun[] = [];
  let reply = greet;
  const server: Http2Server = createServer();
  server.on('stream', (stream, headers) => {
    const run: SeenRun = { headers, messages: [], isReset: false };
    runs.push(run);
    stream.on('error', () => undefined);
    stream.on('aborted', () => {
      run.isReset = true;
    });
    if (headers['authorization'] !== `Bearer ${TOKEN}`) return refuse(stream, 'unauthenticated');
    if (headers['content-type'] !== 'application/connect+proto') return refuse(stream, 'invalid_argument');
    stream.respond({ ':status': 200, 'content-type': 'application/connect+proto' });
    stream.on('data', (bytes: Uint8Array) => {
      // Each message is written at once, so that each chunk is a frame of its own.
      const [message = {}] = readAnswer(bytes, 'ClientMessage').messages;
      run.messages.push(message);
      const turn = Object.keys(message)[0] ?? '';
      if (turn !== TURNS[run.messages.length - 1]) {
        stream.end(
          envelope(2, Buffer.from('{"error":{"code":"failed_precondition","message":"out of turn"}}')),
        );
      } else if (turn === 'run_request') setTimeout(() => stream.write(serverFrame({ run_ready: {} })), 20);
      else if (turn === 'invoke_model') reply(stream);
      else stream.end(OK_END);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    runs,
    onInvoke: (next) => {
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

const TURNS = ['run_request', 'invoke_model', 'finish_run'];

export function greet(stream: ServerHttp2Stream): void {
  stream.write(partFrame({ text: { text: 'Hel' } }));
  stream.write(partFrame({ text: { text: 'lo.' } }));
  stream.write(partFrame({ extended_usage: { input: 3, output: 2 } }));
  stream.write(serverFrame({ invocation_end: { invocation_id: 'i1' } }));
}

function refuse(stream: ServerHttp2Stream, code: string): void {
  stream.respond({ ':status': 401, 'content-type': 'application/json' });
  stream.end(JSON.stringify({ code, message: `no: ${TOKEN}` }));
}
