import { AppError } from '../../../core/app-error.ts';
import {
  type AwsEventStreamDecoder,
  type AwsFrame,
  createAwsEventStreamDecoder,
} from '../../../framing/aws-event-stream.ts';
import type { HttpResponse } from '../../../platform/ports/http-client.ts';
import type { BedrockFault } from '../faults/bedrock-fault.ts';
import { decodeHttpFault, decodeInBandFault } from '../faults/decode-fault.ts';
import { readText } from '../read-text.ts';
import { decodeFrame } from './decode-frame.ts';

/** The text of an event, a fault, or undefined for a frame of a kind yet unknown. */
export type FrameReader = (frame: AwsFrame) => string | BedrockFault | undefined;

export type OpenedStream =
  | { readonly ok: true; readonly chunks: AsyncIterator<Uint8Array> }
  | { readonly ok: false; readonly fault: BedrockFault };

/**
 * Looks at the first frame of a 200 before anyone is told of success: an exception there, or Anthropic's error inside
 * an ordinary chunk, is the HTTP error it should have been.
 * @throws AppError when the stream is damaged or breaks before its first frame.
 */
export async function openStream(
  response: HttpResponse,
  readFrame: FrameReader = decodeFrame,
): Promise<OpenedStream> {
  const type = response.headers['content-type']?.toLowerCase();
  if (type !== undefined && !BINARY.test(type)) return { ok: false, fault: await decodeForeign(response) };
  try {
    return await peek(response, readFrame);
  } catch (error) {
    response.close();
    throw error;
  }
}

/** Gateways lose or generalise the type; what the bytes say decides then. */
const BINARY = /^(application\/vnd\.amazon\.eventstream|application\/octet-stream|binary\/octet-stream)/;

/** Frames begin with the high byte of a length under 24 MiB; text begins with something printable. */
const FIRST_TEXT_BYTE = 0x09;

async function peek(response: HttpResponse, readFrame: FrameReader): Promise<OpenedStream> {
  const read: Uint8Array[] = [];
  const framing = createAwsEventStreamDecoder();
  for (;;) {
    const next = await response.chunks.next();
    if (next.done) throw empty(response, read.length > 0);
    if (read.push(next.value) === 1 && isText(next.value)) {
      const chunks = replay(read, response.chunks);
      return { ok: false, fault: await decodeForeign({ ...response, chunks }) };
    }
    const verdict = judge(framing.push(next.value), readFrame) ?? unreadable(framing);
    if (verdict === 'good') return { ok: true, chunks: replay(read, response.chunks) };
    if (verdict === 'unknown') continue;
    response.close();
    return { ok: false, fault: { requestId: response.headers['x-amzn-requestid'], ...verdict } };
  }
}

function isText(chunk: Uint8Array): boolean {
  return (chunk[0] ?? 0) >= FIRST_TEXT_BYTE;
}

/** What the first frame of a known kind says. */
function judge(frames: readonly AwsFrame[], readFrame: FrameReader): 'good' | BedrockFault | undefined {
  for (const frame of frames) {
    const content = readFrame(frame);
    if (content !== undefined)
      return typeof content === 'string' ? (decodeInBandFault(content) ?? 'good') : content;
  }
  return undefined;
}

/** @throws AppError when the stream is damaged before its first frame of a known kind */
function unreadable({ failure }: AwsEventStreamDecoder): 'unknown' {
  if (failure !== undefined) throw failure;
  return 'unknown';
}

/** What was read, then the rest. */
function replay(read: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncIterator<Uint8Array> {
  return {
    next() {
      const value = read.shift();
      return value === undefined ? rest.next() : Promise.resolve({ done: false, value });
    },
    return: () => rest.return?.() ?? Promise.resolve({ done: true, value: undefined }),
  };
}

/** A 200 that is no event stream: AWS's error in JSON, a gateway's rewriting, or somebody's web page. */
async function decodeForeign(response: HttpResponse): Promise<BedrockFault> {
  const type = response.headers['content-type'] ?? 'no content type';
  const text = await readText(response);
  const fault = decodeHttpFault(response.status, response.headers, text);
  if (fault.name !== '') return fault;
  const cause = type.startsWith('text/event-stream')
    ? 'a gateway on the way has rewritten the stream'
    : 'a proxy or a wrong endpoint is in the way';
  return { ...fault, message: `Bedrock answered 200 with ${type} instead of its event stream: ${cause}.` };
}

function empty(response: HttpResponse, hadBytes: boolean): AppError {
  const type = response.headers['content-type'] ?? 'unknown';
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `Bedrock's answer ended ${hadBytes ? 'without a single event' : 'before its first byte'} (content type ${type}). Nothing of it reached the client.`,
  });
}
