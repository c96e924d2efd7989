import { connect, type Socket } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Milliseconds until the headers were there. */
  readonly tookMs: number;
}

/** A socket to the edge that sends what no HTTP library would. */
export async function openSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return socket;
}

/** Sends text and reads one answer with a content-length. */
export async function sendRaw(port: number, text: string | Buffer): Promise<RawAnswer> {
  const socket = await openSocket(port);
  const started = performance.now();
  socket.write(text);
  try {
    return await readAnswer(socket, started);
  } finally {
    socket.destroy();
  }
}

/** Reads one answer from an open socket. */
export function readAnswer(socket: Socket, started = performance.now()): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let received = '';
    let tookMs = 0;
    const done = () => {
      const answer = parse(received);
      if (answer === undefined) return false;
      resolve({ ...answer, tookMs });
      return true;
    };
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString('latin1');
      if (tookMs === 0) tookMs = performance.now() - started;
      done();
    });
    socket.on('close', () => {
      if (!done()) reject(new Error(`the connection closed after ${JSON.stringify(received.slice(0, 200))}`));
    });
  });
}

function parse(received: string): Omit<RawAnswer, 'tookMs'> | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = received.slice(end + 4);
  if (body.length < Number(headers.get('content-length') ?? 0)) return undefined;
  return { status: Number(first.split(' ')[1]), headers, body };
}
