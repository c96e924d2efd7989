import { objectOf } from '../json.ts';
import { messageFromEvents } from '../model/message-from-events.ts';
import type { Reply } from '../region/reply.ts';
import type { ScriptPart } from '../region/script.ts';
import { answerParts, isEvent } from './answer-parts.ts';
import type { Call, Operation } from './operation.ts';
import { prepareInvocation } from './prepare-invocation.ts';

/** POST /model/{id}/invoke: the whole answer in one JSON body. */
export const invokeModel: Operation = {
  name: 'InvokeModel',
  plane: 'runtime',
  service: 'bedrock',
  run(call) {
    return wholeReply(call, answerParts(call, prepareInvocation(call), false));
  },
};

/** Gathers streamed parts into one JSON answer; scripted bytes become the body as they are. */
export function wholeReply(call: Call, parts: readonly ScriptPart[]): Reply {
  const bytes = parts.filter((part) => part instanceof Uint8Array);
  if (bytes.length > 0) {
    return {
      kind: 'raw',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.concat(bytes),
    };
  }
  const message = messageFromEvents(parts.filter(isEvent));
  const usage = objectOf(message['usage']);
  const count = (name: string) => String(usage[name] ?? 0);
  return {
    kind: 'json',
    body: message,
    headers: {
      'x-amzn-bedrock-input-token-count': count('input_tokens'),
      'x-amzn-bedrock-output-token-count': count('output_tokens'),
      'x-amzn-bedrock-cache-read-input-token-count': count('cache_read_input_tokens'),
      'x-amzn-bedrock-cache-write-input-token-count': count('cache_creation_input_tokens'),
      'x-amzn-bedrock-invocation-latency': String(Math.max(1, Date.now() - call.record.receivedAt)),
    },
  };
}
