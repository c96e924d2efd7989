import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { ERROR_TYPES, type StreamPart } from './inference-types.ts';
import { type ProtoField, putFlag, putMessage, putNumber, putText, readMessage } from './proto.ts';

/** An `InferenceStreamResponse`: one part of an answer. @throws Error when it is none */
export function decodeStreamPart(bytes: Uint8Array): StreamPart {
  let part: StreamPart = { kind: 'unknown' };
  readMessage(bytes, (field) => {
    const decode = DECODERS[field.number];
    const inner = decode === undefined ? undefined : field.bytes();
    if (decode !== undefined && inner !== undefined) part = decode(inner);
  });
  return part;
}

type PartDecoder = (bytes: Uint8Array) => StreamPart;

const DECODERS: { readonly [field: number]: PartDecoder | undefined } = {
  1: (bytes) => ({ kind: 'text', text: textsOf(bytes)[1] ?? '' }),
  2: decodeToolCall,
  3: (bytes) => {
    const counts = countsOf(bytes);
    return { kind: 'usage', prompt: counts[1], completion: counts[2] };
  },
  4: (bytes) => {
    const texts = textsOf(bytes);
    return { kind: 'info', id: texts[1] ?? '', model: texts[2] ?? '', error: texts[5] ?? '' };
  },
  5: (bytes) => {
    const counts = countsOf(bytes);
    return {
      kind: 'extended-usage',
      input: counts[1],
      output: counts[2],
      cacheRead: counts[3],
      cacheWrite: counts[4],
    };
  },
  8: decodeErrorPart,
  9: (bytes) => {
    const texts = textsOf(bytes);
    return { kind: 'thinking', text: texts[1] ?? '', signature: texts[2] ?? '' };
  },
};

type ByNumber<Value> = { [field: number]: Value | undefined };

function textsOf(bytes: Uint8Array): ByNumber<string> {
  const texts: ByNumber<string> = {};
  readMessage(bytes, (field) => {
    const text = field.text();
    if (text !== undefined) texts[field.number] = text;
  });
  return texts;
}

/** A count that is there and 0 is left out by the wire, so absence cannot be told from it. */
function countsOf(bytes: Uint8Array): ByNumber<number> {
  const counts: ByNumber<number> = { 1: 0, 2: 0 };
  readMessage(bytes, (field) => {
    const count = field.count();
    if (count !== undefined) counts[field.number] = count;
  });
  return counts;
}

function decodeToolCall(bytes: Uint8Array): StreamPart {
  const call = { id: '', name: '', arguments: '', isComplete: false, index: 0 };
  readMessage(bytes, (field) => {
    if (field.number === 1) call.id = field.text() ?? '';
    else if (field.number === 2) call.name = field.text() ?? '';
    else if (field.number === 3) call.arguments = field.text() ?? '';
    else if (field.number === 4) call.isComplete = field.flag() ?? false;
    else if (field.number === 5) call.index = field.number32() ?? 0;
  });
  return { kind: 'tool-call', ...call };
}

function decodeErrorPart(bytes: Uint8Array): StreamPart {
  const error = { message: '', code: '', type: 0 };
  readMessage(bytes, (field) => {
    if (field.number === 1) error.message = field.text() ?? '';
    else if (field.number === 2) error.code = field.text() ?? '';
    else readErrorType(field, error);
  });
  return { kind: 'error', ...error };
}

function readErrorType(field: ProtoField, error: { type: number }): void {
  if (field.number === 5) error.type = field.number32() ?? error.type;
  else if (field.number === 3 && field.flag() === true) error.type ||= ERROR_TYPES.inputLimit;
  else if (field.number === 4 && field.flag() === true) error.type ||= ERROR_TYPES.outputLimit;
}

type KnownPart = Exclude<StreamPart, { kind: 'unknown' }>;

/** In which field each part travels. */
const FIELDS: { readonly [kind in KnownPart['kind']]: number } = {
  text: 1,
  'tool-call': 2,
  usage: 3,
  info: 4,
  'extended-usage': 5,
  error: 8,
  thinking: 9,
};

/** The bytes of a part of an answer. */
export function encodeStreamPart(part: KnownPart): Uint8Array {
  const writer = new BinaryWriter();
  putMessage(writer, FIELDS[part.kind], () => writePart(writer, part));
  return writer.finish();
}

function writePart(writer: BinaryWriter, part: KnownPart): void {
  switch (part.kind) {
    case 'text':
      putText(writer, 1, part.text);
      break;
    case 'thinking':
      putText(writer, 1, part.text);
      putText(writer, 2, part.signature);
      break;
    case 'tool-call':
      writeToolCall(writer, part);
      break;
    case 'usage':
      writeCounts(writer, [part.prompt, part.completion, (part.prompt ?? 0) + (part.completion ?? 0)]);
      break;
    case 'extended-usage':
      writeCounts(writer, [part.input, part.output, part.cacheRead, part.cacheWrite]);
      break;
    case 'info':
      putText(writer, 1, part.id);
      putText(writer, 2, part.model);
      putText(writer, 5, part.error);
      break;
    case 'error':
      writeError(writer, part);
  }
}

/** Counts in the fields 1, 2, 3 … */
function writeCounts(writer: BinaryWriter, counts: readonly (number | undefined)[]): void {
  for (const [i, count] of counts.entries()) putNumber(writer, i + 1, count);
}

function writeToolCall(writer: BinaryWriter, call: StreamPart & { readonly kind: 'tool-call' }): void {
  putText(writer, 1, call.id);
  putText(writer, 2, call.name);
  putText(writer, 3, call.arguments);
  putFlag(writer, 4, call.isComplete);
  putNumber(writer, 5, call.index);
}

function writeError(writer: BinaryWriter, error: StreamPart & { readonly kind: 'error' }): void {
  putText(writer, 1, error.message);
  putText(writer, 2, error.code);
  putFlag(writer, 3, error.type === ERROR_TYPES.inputLimit);
  putFlag(writer, 4, error.type === ERROR_TYPES.outputLimit);
  putNumber(writer, 5, error.type);
}
