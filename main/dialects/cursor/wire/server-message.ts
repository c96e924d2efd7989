import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { ServerMessage, StreamPart } from './inference-types.ts';
import { putBytes, putMessage, putText, readMessage } from './proto.ts';
import { decodeStreamPart } from './stream-part.ts';

/** `InferenceServerMessage`. @throws Error when it is none */
export function decodeServerMessage(bytes: Uint8Array): ServerMessage {
  let message: ServerMessage = { kind: 'unknown' };
  readMessage(bytes, (field) => {
    if (field.number === 1) message = { kind: 'heartbeat' };
    else if (field.number === 2) message = { kind: 'run-ready' };
    const inner = field.number === 3 || field.number === 4 ? field.bytes() : undefined;
    if (inner !== undefined) message = field.number === 3 ? decodeResponse(inner) : decodeEnd(inner);
  });
  return message;
}

function decodeResponse(bytes: Uint8Array): ServerMessage {
  let invocationId = '';
  let part: StreamPart = { kind: 'unknown' };
  readMessage(bytes, (field) => {
    if (field.number === 1) invocationId = field.text() ?? '';
    const inner = field.number === 2 ? field.bytes() : undefined;
    if (inner !== undefined) part = decodeStreamPart(inner);
  });
  return { kind: 'response', invocationId, part };
}

function decodeEnd(bytes: Uint8Array): ServerMessage {
  let invocationId = '';
  let error: string | undefined;
  readMessage(bytes, (field) => {
    if (field.number === 1) invocationId = field.text() ?? '';
    const inner = field.number === 2 ? field.bytes() : undefined;
    if (inner !== undefined) error = decodeEndError(inner);
  });
  return { kind: 'invocation-end', invocationId, error };
}

function decodeEndError(bytes: Uint8Array): string {
  let message = '';
  readMessage(bytes, (field) => {
    if (field.number === 2) message = field.text() ?? message;
  });
  return message;
}

/** A server that is ready to be invoked. */
export function encodeRunReady(): Uint8Array {
  return Uint8Array.of((2 << 3) | WireType.LengthDelimited, 0);
}

/** A sign of life. */
export function encodeHeartbeat(): Uint8Array {
  return Uint8Array.of((1 << 3) | WireType.LengthDelimited, 0);
}

/** One part of an answer. */
export function encodeResponse(invocationId: string, part: Uint8Array): Uint8Array {
  const writer = new BinaryWriter();
  putMessage(writer, 3, () => {
    putText(writer, 1, invocationId);
    putBytes(writer, 2, part);
  });
  return writer.finish();
}

/** The end of an answer. */
export function encodeInvocationEnd(invocationId: string): Uint8Array {
  const writer = new BinaryWriter();
  putMessage(writer, 4, () => putText(writer, 1, invocationId));
  return writer.finish();
}
