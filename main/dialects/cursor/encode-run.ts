import type { ChatRequest, Reasoning } from '../../core/chat-request.ts';
import type { EncodedRequest, UpstreamOptions } from '../../core/codec.ts';
import { encodeConnectFrame } from '../../framing/connect.ts';
import { encodeEffort } from '../openai-vocabulary/encode-effort.ts';
import { createWarningList } from '../openai-vocabulary/warning-list.ts';
import { encodeForeignRequest } from './encode-foreign-request.ts';
import { encodeOwnRequest } from './encode-own-request.ts';
import type { RunNames } from './run-parts.ts';
import { encodeFinishRun, encodeInvoke, encodeRunRequest } from './wire/client-message.ts';
import type { RequestedModel } from './wire/inference-types.ts';

/** One run, frame by frame: a server wants each only after its own answer to the one before. */
export interface EncodedRun extends Omit<EncodedRequest, 'body'> {
  readonly open: Uint8Array;
  readonly invoke: Uint8Array;
  readonly finish: Uint8Array;
}

/** The frames of a run that asks for one answer. @throws AppError unsupported for what the format cannot carry */
export function encodeRun(request: ChatRequest, { model }: UpstreamOptions, names: RunNames): EncodedRun {
  const warnings = createWarningList();
  const requestedModel = modelOf(model, request.reasoning);
  const parts = { names, requestedModel, warnings };
  const isOwn = request.dialect === 'cursor' && request.source instanceof Uint8Array;
  const { bytes, restore } = isOwn
    ? encodeOwnRequest(request, request.source, parts)
    : encodeForeignRequest(request, parts);
  return {
    open: encodeConnectFrame(encodeRunRequest(names.conversationId, requestedModel)),
    invoke: encodeConnectFrame(encodeInvoke(names.invocationId, bytes)),
    finish: encodeConnectFrame(encodeFinishRun()),
    warnings: warnings.all,
    restore,
  };
}

/** The format's efforts are low, medium and high. */
const EFFORTS: ReadonlyMap<string, string> = new Map([
  ['minimal', 'low'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['xhigh', 'high'],
  ['max', 'high'],
]);

function modelOf(modelId: string, reasoning: Reasoning | undefined): RequestedModel {
  const word = reasoning === undefined ? undefined : encodeEffort(reasoning, 'max');
  const value = EFFORTS.get(word ?? '');
  return { modelId, parameters: value === undefined ? [] : [{ id: 'effort', value }] };
}
