import { isFrame, type StreamPart } from '../region/reply.ts';
import { chunkFrame, type Frame, unknownEventFrame } from '../wire/bedrock-frames.ts';
import type { Fault } from './fault.ts';

/** Faults that leave the stream whole but change what is in it. Any other fault changes nothing here. */
export function rewriteParts(parts: readonly StreamPart[], fault: Fault): readonly StreamPart[] {
  switch (fault.kind) {
    case 'unknown-events':
      return parts.flatMap((part): readonly StreamPart[] =>
        isFrame(part) ? [...strangers(part), part] : [part],
      );
    case 'duplicate-stop':
      return [...parts, ...parts.filter((part) => isFrame(part) && part.event === 'message_stop'), LATE];
    case 'truncated-tool-json':
      return withoutLastFragments(parts);
    default:
      return parts;
  }
}

const LATE = chunkFrame({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text: ' (late)' },
});

function strangers(before: Frame): readonly Frame[] {
  switch (before.event) {
    case 'message_start':
      return [unknownEventFrame('futureEvent')];
    case 'content_block_start':
      return [chunkFrame({ type: 'ping' }), chunkFrame({ type: 'future_event', note: 'skip me' })];
    case 'message_delta':
      return [unknownEventFrame('anotherFutureEvent')];
    default:
      return [];
  }
}

/** Drops the last frame before each `content_block_stop` of a tool block that carries arguments. */
function withoutLastFragments(parts: readonly StreamPart[]): readonly StreamPart[] {
  return parts.filter((part, index) => {
    const next = parts.slice(index + 1).find(isFrame);
    return !(isFrame(part) && next?.event === 'content_block_stop' && isArguments(part));
  });
}

function isArguments(frame: Frame): boolean {
  if (frame.event !== 'content_block_delta') return false;
  const payload = /"bytes":"([^"]+)"/.exec(frame.bytes.toString('latin1'))?.[1] ?? '';
  return Buffer.from(payload, 'base64').toString('utf8').includes('"input_json_delta"');
}
