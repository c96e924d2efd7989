import type { StreamPart } from '../region/reply.ts';
import type { ScriptPart } from '../region/script.ts';
import { chunkFrame } from '../wire/bedrock-frames.ts';
import { answerParts } from './answer-parts.ts';
import type { Operation } from './operation.ts';
import { prepareInvocation } from './prepare-invocation.ts';

/** POST /model/{id}/invoke-with-response-stream: one frame for each Anthropic event. */
export const invokeModelWithResponseStream: Operation = {
  name: 'InvokeModelWithResponseStream',
  plane: 'runtime',
  service: 'bedrock',
  run(call) {
    const parts = answerParts(call, prepareInvocation(call), true).map(streamPart);
    return { kind: 'stream', parts: paced(parts, call.state.options.tokenDelayMs ?? 0) };
  },
};

function streamPart(part: ScriptPart): StreamPart {
  if (part instanceof Uint8Array) return { bytes: Buffer.from(part), event: 'raw' };
  return 'type' in part ? chunkFrame(part) : part;
}

/** With a pause before each piece of content. */
export function paced(parts: readonly StreamPart[], delayMs: number): readonly StreamPart[] {
  if (delayMs <= 0) return parts;
  return parts.flatMap((part) =>
    'event' in part && part.event === 'content_block_delta' ? [{ waitMs: delayMs }, part] : [part],
  );
}
