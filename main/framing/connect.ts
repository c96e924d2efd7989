import { gunzipSync } from 'node:zlib';
import { AppError } from '../core/app-error.ts';

/** One message of a Connect stream, decompressed. */
export interface ConnectFrame {
  /** The last one of a response: JSON with an error, if there was one. */
  readonly isEnd: boolean;
  /** A view, valid for as long as the chunk it came in. */
  readonly payload: Uint8Array;
}

export interface ConnectDecoder {
  /**
   * The frames that are whole. Damage after good frames is kept back for the next call and `end`, so that what is
   * decoded does not depend on how the bytes were cut. @throws AppError upstream_error
   */
  push(bytes: Uint8Array): ConnectFrame[];
  /** @throws AppError when bytes of an unfinished frame are left */
  end(): void;
  /** Set once the stream is damaged: nothing more will be decoded. */
  readonly failure: AppError | undefined;
  /** True once the frame that ends a response has come. */
  readonly hasEnded: boolean;
}

/** Flags, then the payload's length in four bytes, the highest first. */
const ENVELOPE_BYTES = 5;
const COMPRESSED = 0x01;
const END = 0x02;
/** As for AWS frames: no answer of a model comes near it. */
const MAX_PAYLOAD_BYTES = 24 * 1024 * 1024;
const NOTHING = new Uint8Array(0);

/** Decodes the frames of a Connect stream (`application/connect+proto`) from chunks cut anywhere. */
export function createConnectDecoder(): ConnectDecoder {
  const state: State = { pending: NOTHING, chunks: [], missing: 0, hasEnded: false, failure: undefined };
  return {
    push(bytes) {
      if (state.failure !== undefined) throw state.failure;
      const frames: ConnectFrame[] = [];
      try {
        readFrames(state, bytes, frames);
      } catch (thrown) {
        state.failure = damaged(thrown);
        if (frames.length === 0) throw state.failure;
      }
      return frames;
    },
    end() {
      if (state.failure !== undefined) throw state.failure;
      const left = gathered(state).length;
      if (left === 0) return;
      state.failure = damaged(new Error(`it ends ${left} bytes into a frame`));
      throw state.failure;
    },
    get failure() {
      return state.failure;
    },
    get hasEnded() {
      return state.hasEnded;
    },
  };
}

interface State {
  /** The beginning of a frame whose rest is still on the way; `chunks` come after it, joined once. */
  pending: Uint8Array;
  chunks: Uint8Array[];
  /** Bytes without which the pending frame, or its envelope, is not whole. */
  missing: number;
  hasEnded: boolean;
  failure: AppError | undefined;
}

function readFrames(state: State, bytes: Uint8Array, frames: ConnectFrame[]): void {
  if (bytes.length < state.missing) {
    state.chunks.push(bytes.slice());
    state.missing -= bytes.length;
    return;
  }
  const all = withPending(state, bytes);
  let offset = 0;
  while (all.length - offset >= ENVELOPE_BYTES) {
    const length = readLength(state, all, offset);
    if (all.length - offset - ENVELOPE_BYTES < length) break;
    frames.push(readFrame(state, all, { offset, length }));
    offset += ENVELOPE_BYTES + length;
  }
  keep(state, all, offset);
}

function withPending(state: State, bytes: Uint8Array): Uint8Array {
  const earlier = gathered(state);
  state.pending = NOTHING;
  state.chunks = [];
  state.missing = 0;
  return earlier.length === 0 ? bytes : Buffer.concat([earlier, bytes]);
}

function gathered({ pending, chunks }: State): Uint8Array {
  return chunks.length === 0 ? pending : Buffer.concat([pending, ...chunks]);
}

function keep(state: State, all: Uint8Array, offset: number): void {
  const left = all.length - offset;
  if (left === 0) return;
  state.pending = all.slice(offset);
  const wanted =
    left < ENVELOPE_BYTES ? ENVELOPE_BYTES : ENVELOPE_BYTES + readLength(state, state.pending, 0);
  state.missing = wanted - left;
}

/** The payload's length, trusted only within the limits. */
function readLength(state: State, bytes: Uint8Array, at: number): number {
  if (state.hasEnded) throw new Error('a frame came after the end of the stream');
  const flags = bytes[at] ?? 0;
  if ((flags & ~(COMPRESSED | END)) !== 0) throw new Error(`a frame has unknown flags (${flags})`);
  const length = readUint32(bytes, at + 1);
  if (length > MAX_PAYLOAD_BYTES) throw new Error(`a frame of ${length} bytes is over the limit of 24 MiB`);
  return length;
}

function readFrame(
  state: State,
  bytes: Uint8Array,
  { offset, length }: { readonly offset: number; readonly length: number },
): ConnectFrame {
  const flags = bytes[offset] ?? 0;
  const from = offset + ENVELOPE_BYTES;
  const payload = bytes.subarray(from, from + length);
  const isEnd = (flags & END) !== 0;
  state.hasEnded = isEnd;
  const isCompressed = (flags & COMPRESSED) !== 0 && length > 0;
  return { isEnd, payload: isCompressed ? decompress(payload) : payload };
}

function decompress(payload: Uint8Array): Uint8Array {
  return gunzipSync(payload, { maxOutputLength: MAX_PAYLOAD_BYTES });
}

function readUint32(bytes: Uint8Array, at: number): number {
  const high = bytes[at] ?? 0;
  return (
    high * 0x1000000 + (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  );
}

function damaged(thrown: unknown): AppError {
  const problem = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError({
    code: 'upstream_error',
    retry: 'next',
    message: `The Connect stream is damaged: ${problem}. A proxy on the way may have altered it.`,
    cause: thrown,
  });
}

/** One message in its envelope. */
export function encodeConnectFrame(payload: Uint8Array): Uint8Array {
  return envelope(0, payload);
}

/** The frame that ends a response; `json` is `{}` or tells of an error. */
export function encodeConnectEnd(json: string): Uint8Array {
  return envelope(END, Buffer.from(json, 'utf8'));
}

function envelope(flags: number, payload: Uint8Array): Uint8Array {
  const frame = Buffer.allocUnsafe(ENVELOPE_BYTES + payload.length);
  frame.writeUInt8(flags, 0);
  frame.writeUInt32BE(payload.length, 1);
  frame.set(payload, ENVELOPE_BYTES);
  return frame;
}
