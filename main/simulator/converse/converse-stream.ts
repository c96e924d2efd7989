import { answerParts } from '../operations/answer-parts.ts';
import type { Operation } from '../operations/operation.ts';
import type { StreamPart } from '../region/reply.ts';
import { converseFrame } from '../wire/bedrock-frames.ts';
import { createConverseTeller } from './converse-events.ts';
import { prepareConverse } from './prepare-converse.ts';

/** POST /model/{id}/converse-stream */
export const converseStream: Operation = {
  name: 'ConverseStream',
  plane: 'runtime',
  service: 'bedrock',
  run(call) {
    const request = prepareConverse(call, true);
    const tell = createConverseTeller(request.model.converse === undefined);
    const parts = answerParts(call, request, true).flatMap((part): readonly StreamPart[] => {
      if (part instanceof Uint8Array) return [{ bytes: Buffer.from(part), event: 'raw' }];
      if (!('type' in part)) return [part];
      return tell(part).map(({ name, payload, event }) => converseFrame(name, payload, event));
    });
    return { kind: 'stream', parts: paced(parts, call.state.options.tokenDelayMs ?? 0) };
  },
};

function paced(parts: readonly StreamPart[], delayMs: number): readonly StreamPart[] {
  if (delayMs <= 0) return parts;
  return parts.flatMap((part) =>
    'event' in part && part.event === 'content_block_delta' ? [{ waitMs: delayMs }, part] : [part],
  );
}
