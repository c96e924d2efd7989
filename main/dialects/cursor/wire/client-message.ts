import { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { ClientMessage, RequestedModel } from './inference-types.ts';
import { putBytes, putMessage, putText, readMessage } from './proto.ts';
import { writeRequestedModel } from './requested-model.ts';

/** `InferenceClientMessage`. @throws Error when it is none */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage {
  let message: ClientMessage = { kind: 'unknown' };
  readMessage(bytes, (field) => {
    if (field.number === 1) message = { kind: 'run-request' };
    else if (field.number === 3) message = { kind: 'cancel' };
    else if (field.number === 4) message = { kind: 'finish-run' };
    const invoke = field.number === 2 ? field.bytes() : undefined;
    if (invoke !== undefined) message = decodeInvoke(invoke);
  });
  return message;
}

function decodeInvoke(bytes: Uint8Array): ClientMessage {
  let invocationId = '';
  let request = new Uint8Array(0);
  readMessage(bytes, (field) => {
    if (field.number === 1) invocationId = field.text() ?? invocationId;
    else if (field.number === 2) request = Uint8Array.from(field.bytes() ?? request);
  });
  return { kind: 'invoke', invocationId, request };
}

/** Opens a run. */
export function encodeRunRequest(conversationId: string, model: RequestedModel): Uint8Array {
  const writer = new BinaryWriter();
  putMessage(writer, 1, () => {
    putText(writer, 1, conversationId);
    putMessage(writer, 3, () => writeRequestedModel(writer, model));
  });
  return writer.finish();
}

/** Invokes the model with an `InferenceStreamRequest`. */
export function encodeInvoke(invocationId: string, request: Uint8Array): Uint8Array {
  const writer = new BinaryWriter();
  putMessage(writer, 2, () => {
    putText(writer, 1, invocationId);
    putBytes(writer, 2, request);
  });
  return writer.finish();
}

/** Says that nothing more will be invoked. */
export function encodeFinishRun(): Uint8Array {
  const writer = new BinaryWriter();
  putMessage(writer, 4, () => undefined);
  return writer.finish();
}
