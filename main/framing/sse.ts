import { AppError } from '../core/app-error.ts';

/** One server-sent event. */
export interface SseRecord {
  /** `message` when the stream named none. */
  readonly event: string;
  /** The data lines, joined with a line feed. */
  readonly data: string;
}

export interface SseDecoder {
  /** The records that are whole. @throws AppError upstream_error when one record grows over 24 MiB. */
  push(bytes: Uint8Array): SseRecord[];
  /** The last record, when the stream ended without the blank line after it. */
  end(): SseRecord[];
}

/** As for AWS frames: no answer of a model comes near it, a broken upstream must not fill the memory. */
const MAX_RECORD_CHARS = 24 * 1024 * 1024;

/**
 * Decodes `text/event-stream` from chunks cut anywhere: UTF-8 with or without BOM; CR, LF or CRLF; comments, `id` and
 * `retry` are passed over.
 */
export function createSseDecoder(): SseDecoder {
  const text = new TextDecoder('utf-8');
  const state: State = { line: [], event: '', data: undefined, size: 0, afterCr: false };
  return {
    push: (bytes) => readLines(state, text.decode(bytes, { stream: true })),
    end() {
      const records = readLines(state, text.decode());
      takeLine(state, '', records);
      finishRecord(state, records);
      return records;
    },
  };
}

interface State {
  /** Pieces of the unfinished line: joined once, so a long line costs linear time. */
  line: string[];
  event: string;
  data: string | undefined;
  /** Characters of the unfinished record. */
  size: number;
  /** The last chunk ended in CR: a LF at the start of the next belongs to it. */
  afterCr: boolean;
}

function readLines(state: State, chunk: string): SseRecord[] {
  const records: SseRecord[] = [];
  if (chunk === '') return records;
  const text = withLineFeeds(state, chunk);
  let from = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
    takeLine(state, text.slice(from, end), records);
    from = end + 1;
  }
  if (from < text.length) keep(state, text.slice(from));
  return records;
}

function withLineFeeds(state: State, chunk: string): string {
  const text = state.afterCr && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
  state.afterCr = chunk.endsWith('\r');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function keep(state: State, piece: string): void {
  grow(state, piece.length);
  state.line.push(piece);
}

function takeLine(state: State, piece: string, records: SseRecord[]): void {
  if (state.line.length === 0) {
    grow(state, piece.length);
    readField(state, piece, records);
    return;
  }
  keep(state, piece);
  const line = state.line.join('');
  state.line = [];
  readField(state, line, records);
}

function readField(state: State, line: string, records: SseRecord[]): void {
  if (line === '') finishRecord(state, records);
  else if (line === 'data' || line.startsWith('data:')) addData(state, fieldValue(line, 5));
  else if (line === 'event' || line.startsWith('event:')) state.event = fieldValue(line, 6);
}

function addData(state: State, value: string): void {
  state.data = state.data === undefined ? value : `${state.data}\n${value}`;
}

function fieldValue(line: string, from: number): string {
  return line.slice(line[from] === ' ' ? from + 1 : from);
}

function finishRecord(state: State, records: SseRecord[]): void {
  if (state.data !== undefined)
    records.push({ event: state.event === '' ? 'message' : state.event, data: state.data });
  state.event = '';
  state.data = undefined;
  state.size = 0;
}

function grow(state: State, chars: number): void {
  state.size += chars;
  if (state.size <= MAX_RECORD_CHARS) return;
  throw new AppError({
    code: 'upstream_error',
    retry: 'next',
    message:
      'The upstream sent one server-sent event of more than 24 MiB. It does not look like an answer of a model.',
  });
}
