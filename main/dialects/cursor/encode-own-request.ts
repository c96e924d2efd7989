import { BinaryWriter } from '@bufbuild/protobuf/wire';
import type { ContentBlock } from '../../core/chat-block.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import { openProof } from '../openai-vocabulary/sealed-proof.ts';
import { createWireNames } from '../openai-vocabulary/wire-names.ts';
import { instruction } from './encode-foreign-request.ts';
import { encodeMessages } from './encode-messages.ts';
import type { EncodedInference, RunParts } from './run-parts.ts';
import { writeCoreMessage } from './wire/core-message.ts';
import { REQUEST_FIELDS, writeModelOf } from './wire/inference-request.ts';
import { putMessage, withoutFields } from './wire/proto.ts';

/**
 * A request that came in this format: the client's own bytes under the target's model, and its messages anew where one
 * was altered on the way or holds another vendor's proof.
 */
export function encodeOwnRequest(
  request: ChatRequest,
  source: Uint8Array,
  parts: RunParts,
): EncodedInference {
  const { requestedModel } = parts;
  const { messages, modelId, requestedModel: modelField } = REQUEST_FIELDS;
  const isIntact = request.messages.every(
    (message) => message.source !== undefined && !message.content.some(isForeignThinking),
  );
  const writer = new BinaryWriter();
  writer.raw(withoutFields(source, new Set([modelId, modelField, ...(isIntact ? [] : [messages])])));
  if (!isIntact) writeMessages(writer, request, parts);
  writeModelOf(writer, { modelId: requestedModel.modelId, requestedModel });
  return { bytes: writer.finish(), restore: {} };
}

function writeMessages(writer: BinaryWriter, request: ChatRequest, { warnings }: RunParts): void {
  const all = [
    ...request.system.map(({ text }) => instruction(text)),
    ...encodeMessages(request.messages, { names: createWireNames([]), warnings }),
  ];
  for (const message of all) {
    putMessage(writer, REQUEST_FIELDS.messages, () => writeCoreMessage(writer, message));
  }
}

function isForeignThinking(block: ContentBlock): boolean {
  if (block.type === 'thinking') return openProof(block.signature ?? '')?.dialect !== 'cursor';
  return block.type === 'redacted-thinking' && openProof(block.data)?.dialect !== 'cursor';
}
