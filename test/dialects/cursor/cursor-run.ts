import { gunzipSync } from 'node:zlib';
import { type Read, read, write } from './cursor-schema.ts';

/** An envelope, written here and not by the code under test. */
export function envelope(flags: number, payload: Uint8Array): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

/** The frames of a run that invokes a model once. */
export function run(request: Read, invocationId = 'i1'): Uint8Array {
  const messages = [
    { run_request: { conversation_id: 'c1', requested_model: request['requested_model'] } },
    { invoke_model: { invocation_id: invocationId, request } },
    { finish_run: {} },
  ];
  return Buffer.concat(
    messages.map((message) => envelope(0, write('ClientMessage', JSON.parse(JSON.stringify(message))))),
  );
}

/** A server's frame. */
export function serverFrame(message: Read): Uint8Array {
  return envelope(0, write('ServerMessage', message));
}

/** A frame with one part of an answer. */
export function partFrame(response: Read): Uint8Array {
  return serverFrame({ invocation_response: { invocation_id: 'i1', response } });
}

export const OK_END = envelope(2, Buffer.from('{}'));

export interface Answer {
  readonly messages: readonly Read[];
  /** What the last frame says; undefined when it never came. */
  readonly end: Read | undefined;
}

/** Takes a response apart, envelope by envelope. @throws Error when it does not end with a whole frame */
export function readAnswer(bytes: Uint8Array, message = 'ServerMessage'): Answer {
  const buffer = Buffer.from(bytes);
  const messages: Read[] = [];
  let end: Read | undefined;
  let at = 0;
  while (at < buffer.length) {
    if (end !== undefined) throw new Error('a frame came after the end');
    const flags = buffer.readUInt8(at);
    const length = buffer.readUInt32BE(at + 1);
    if (at + 5 + length > buffer.length) throw new Error('the last frame is cut');
    const raw = buffer.subarray(at + 5, at + 5 + length);
    const payload = (flags & 1) === 1 ? gunzipSync(raw) : raw;
    if ((flags & 2) === 2) end = JSON.parse(payload.toString());
    else messages.push(read(message, payload));
    at += 5 + length;
  }
  return { messages, end };
}

/** The parts of an answer, one a frame. */
export function partsOf({ messages }: Answer): Read[] {
  return messages.flatMap((message) => message['invocation_response']?.response ?? []);
}

/** All text of an answer. */
export function textOf(answer: Answer): string {
  return partsOf(answer)
    .map((part) => part['text']?.text ?? '')
    .join('');
}
