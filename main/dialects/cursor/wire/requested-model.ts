import type { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { RequestedModel } from './inference-types.ts';
import { putMessage, putText, readMessage } from './proto.ts';

/** The fields of a `RequestedModel`. */
export function writeRequestedModel(writer: BinaryWriter, { modelId, parameters }: RequestedModel): void {
  putText(writer, 1, modelId);
  for (const { id, value } of parameters) {
    putMessage(writer, 3, () => {
      putText(writer, 1, id);
      putText(writer, 2, value);
    });
  }
}

/** @throws Error when it is none */
export function decodeRequestedModel(bytes: Uint8Array): RequestedModel {
  let modelId = '';
  const parameters: { id: string; value: string }[] = [];
  readMessage(bytes, (field) => {
    if (field.number === 1) modelId = field.text() ?? modelId;
    const parameter = field.number === 3 ? field.bytes() : undefined;
    if (parameter !== undefined) parameters.push(decodeParameter(parameter));
  });
  return { modelId, parameters };
}

function decodeParameter(bytes: Uint8Array): { id: string; value: string } {
  const parameter = { id: '', value: '' };
  readMessage(bytes, (field) => {
    if (field.number === 1) parameter.id = field.text() ?? '';
    else if (field.number === 2) parameter.value = field.text() ?? '';
  });
  return parameter;
}
