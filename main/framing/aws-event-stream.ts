import { AppError } from '../core/app-error.ts';
import { type AwsFrameHeaders, parseFrameHeaders } from './aws-frame-headers.ts';
import { crc32, crc32ByTable } from './crc32.ts';

/** One message of `application/vnd.amazon.eventstream`, both checksums verified. */
export interface AwsFrame {
  readonly headers: AwsFrameHeaders;
  /** A view, valid for as long as the chunk it came in. */
  readonly payload: Uint8Array;
}

export interface AwsEventStreamDecoder {
  /**
   * The frames that are whole. Damage after good frames is kept back for `failure` and the next call, so that what is
   * decoded does not depend on how the bytes were cut.
   * @throws AppError upstream_error.
   */
  push(bytes: Uint8Array): AwsFrame[];
  /** @throws AppError when bytes of an unfinished frame are left. */
  end(): void;
  /** Set once the stream is damaged: nothing more will be decoded. */
  readonly failure: AppError | undefined;
}

const PRELUDE_BYTES = 12;
const OVERHEAD_BYTES = 16;
/** botocore's and aws-c-event-stream's limits. */
const MAX_HEADER_BYTES = 128 * 1024;
const MAX_PAYLOAD_BYTES = 24 * 1024 * 1024;

/** Decodes frames from chunks cut anywhere; each byte is copied at most once, and only when a frame is cut. */
export function createAwsEventStreamDecoder(): AwsEventStreamDecoder {
  return new FrameDecoder();
}

class FrameDecoder implements AwsEventStreamDecoder {
  readonly #state: State = { partial: undefined };
  #failure: AppError | undefined;

  get failure(): AppError | undefined {
    return this.#failure;
  }

  push(bytes: Uint8Array): AwsFrame[] {
    if (this.#failure !== undefined) throw this.#failure;
    const frames: AwsFrame[] = [];
    try {
      readFrames(this.#state, bytes, frames);
    } catch (thrown) {
      this.#failure = damaged(thrown);
      if (frames.length === 0) throw this.#failure;
    }
    return frames;
  }

  end(): void {
    if (this.#failure !== undefined) throw this.#failure;
    const { partial } = this.#state;
    if (partial === undefined) return;
    this.#failure = damaged(`it ends ${partial.length} bytes into a frame`);
    throw this.#failure;
  }
}

/** The beginning of a frame whose rest is still on the way. `wanted` is what is known to be needed. */
interface Partial {
  buffer: Uint8Array;
  length: number;
  wanted: number;
}

interface State {
  partial: Partial | undefined;
}

/** The last header block and its parse: all tokens of all streams carry the same one. */
const last: { block: Uint8Array<ArrayBuffer>; headers: AwsFrameHeaders } = {
  block: new Uint8Array(0),
  headers: {},
};

function readFrames(state: State, bytes: Uint8Array, frames: AwsFrame[]): void {
  let offset = 0;
  while (state.partial !== undefined && offset < bytes.length) {
    offset += fill(state.partial, bytes, offset);
    completePartial(state, frames);
  }
  while (bytes.length - offset >= PRELUDE_BYTES) {
    const total = readPrelude(bytes, offset);
    if (bytes.length - offset < total) break;
    frames.push(readFrame(bytes, offset, total));
    offset += total;
  }
  if (offset < bytes.length) state.partial = beginPartial(bytes, offset);
}

function beginPartial(bytes: Uint8Array, offset: number): Partial {
  const length = bytes.length - offset;
  const buffer = new Uint8Array(Math.max(512, length));
  buffer.set(bytes.subarray(offset));
  return { buffer, length, wanted: length < PRELUDE_BYTES ? PRELUDE_BYTES : readPrelude(buffer, 0) };
}

/** Copies what the frame still needs, growing with the bytes that came and not with the length that was claimed. */
function fill(partial: Partial, bytes: Uint8Array, offset: number): number {
  const taken = Math.min(partial.wanted - partial.length, bytes.length - offset);
  const needed = partial.length + taken;
  if (needed > partial.buffer.length) {
    const grown = new Uint8Array(Math.max(needed, Math.min(partial.wanted, 2 * partial.buffer.length)));
    grown.set(partial.buffer.subarray(0, partial.length));
    partial.buffer = grown;
  }
  partial.buffer.set(bytes.subarray(offset, offset + taken), partial.length);
  partial.length = needed;
  return taken;
}

function completePartial(state: State, frames: AwsFrame[]): void {
  const partial = state.partial;
  if (partial === undefined || partial.length < partial.wanted) return;
  if (partial.wanted === PRELUDE_BYTES) {
    partial.wanted = readPrelude(partial.buffer, 0);
    return;
  }
  // The frame keeps the buffer: its payload is a view of it.
  state.partial = undefined;
  frames.push(readFrame(partial.buffer, 0, partial.length));
}

/** The frame's length, trusted only after its own checksum and limits. */
function readPrelude(bytes: Uint8Array, at: number): number {
  const total = readUint32(bytes, at);
  const headers = readUint32(bytes, at + 4);
  if (crc32ByTable(bytes.subarray(at, at + 8)) !== readUint32(bytes, at + 8)) {
    throw new Error('the checksum of a frame prelude does not match');
  }
  if (headers > MAX_HEADER_BYTES || total < OVERHEAD_BYTES + headers) {
    throw new Error(`a frame of ${total} bytes claims ${headers} bytes of headers`);
  }
  if (total - headers - OVERHEAD_BYTES > MAX_PAYLOAD_BYTES) {
    throw new Error(`a frame of ${total} bytes is over the limit of 24 MiB`);
  }
  return total;
}

function readFrame(bytes: Uint8Array, start: number, total: number): AwsFrame {
  const end = start + total - 4;
  if (crc32(bytes.subarray(start, end)) !== readUint32(bytes, end)) {
    throw new Error('the checksum of a frame does not match');
  }
  const headersEnd = start + PRELUDE_BYTES + readUint32(bytes, start + 4);
  return {
    headers: readHeaders(bytes, start + PRELUDE_BYTES, headersEnd),
    payload: bytes.subarray(headersEnd, end),
  };
}

function readHeaders(bytes: Uint8Array, from: number, to: number): AwsFrameHeaders {
  if (last.block.length === to - from && standsAt(bytes, from, last.block)) return last.headers;
  const block = new Uint8Array(to - from);
  block.set(bytes.subarray(from, to));
  last.headers = parseFrameHeaders(block);
  last.block = block;
  return last.headers;
}

function standsAt(bytes: Uint8Array, from: number, known: Uint8Array): boolean {
  for (let i = 0; i < known.length; i += 1) if (known[i] !== bytes[from + i]) return false;
  return true;
}

function readUint32(bytes: Uint8Array, at: number): number {
  const high = bytes[at] ?? 0;
  const rest = ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  return high * 0x1000000 + rest;
}

function damaged(cause: unknown): AppError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `The event stream from AWS is damaged: ${problem}. A proxy on the way may have altered it.`,
    cause,
  });
}
