import type { JsonObject } from '../json.ts';
import { isFrame, type StreamPart } from '../region/reply.ts';
import { chunkFrame, errorFrame, exceptionFrame, type Frame } from '../wire/bedrock-frames.ts';
import { corruptFrame } from './corrupt-frame.ts';
import type { Fault, StreamPosition } from './fault.ts';
import { rewriteParts } from './rewrite-parts.ts';
import type { StreamStep } from './stream-step.ts';

const END: StreamStep = { do: 'end' };

/** How one event becomes a frame. */
type ToFrame = (event: JsonObject) => Frame;

/** Turns the parts of an answer into steps on the wire, with a fault worked in. `sse` frames streams that are not AWS's. */
export function planStream(
  parts: readonly StreamPart[],
  fault: Fault | undefined,
  sse?: ToFrame,
): readonly StreamStep[] {
  if (!fault) return [...parts.map(stepOf), END];
  if (fault.kind === 'silence') return [{ do: 'hang' }];
  if (fault.kind === 'slice') return [...slices(parts, fault.bytes), END];
  const ending = breakOff(fault, sse);
  if (!ending) return [...rewriteParts(parts, fault).map(stepOf), END];
  const at = positionOf(parts, ending.after);
  const next = parts.slice(at).find(isFrame);
  return [...parts.slice(0, at).map(stepOf), ...ending.steps(next, parts.slice(at))];
}

interface BreakOff {
  readonly after: StreamPosition;
  readonly steps: (next: Frame | undefined, rest: readonly StreamPart[]) => readonly StreamStep[];
}

/** What a fault does at its place in the stream; undefined for faults without a place. */
function breakOff(fault: Fault, sse: ToFrame | undefined): BreakOff | undefined {
  const after = 'after' in fault ? (fault.after ?? 'headers') : 'headers';
  switch (fault.kind) {
    case 'cut':
      return { after, steps: (next) => cutSteps(fault.how, next) };
    case 'stall':
      return { after, steps: (_, rest) => [{ do: 'wait', ms: fault.ms }, ...rest.map(stepOf), END] };
    case 'exception':
      return {
        after,
        steps: () => [write(exceptionFrame(fault.exception, exceptionBody(fault)).bytes), END],
      };
    case 'error-frame':
      return { after, steps: () => [write(errorFrame(fault.code, fault.message).bytes), END] };
    case 'error-chunk': {
      const error = { type: 'error', error: { type: fault.type, message: fault.message } };
      return { after, steps: () => [write((sse ?? chunkFrame)(error).bytes), END] };
    }
    case 'corrupt':
      return {
        after,
        steps: (next, rest) => [
          ...(next ? [write(corruptFrame(next.bytes, fault.what))] : []),
          ...rest.filter((part) => part !== next).map(stepOf),
          END,
        ],
      };
    default:
      return undefined;
  }
}

function cutSteps(
  how: Extract<Fault, { kind: 'cut' }>['how'],
  next: Frame | undefined,
): readonly StreamStep[] {
  const part = (length: number) => [write((next?.bytes ?? Buffer.alloc(0)).subarray(0, length)), END];
  switch (how) {
    case 'end':
      return [END];
    case 'close':
      return [{ do: 'close' }];
    case 'reset':
      return [{ do: 'reset' }];
    case 'inside-length':
      return part(2);
    case 'inside-prelude':
      return part(7);
    case 'inside-frame':
      return part(Math.floor((next?.bytes.length ?? 0) / 2));
  }
}

/** The index of the first part that is no longer sent. */
function positionOf(parts: readonly StreamPart[], after: StreamPosition): number {
  if (after === 'headers') return 0;
  let content = 0;
  const at = parts.findIndex((part) => {
    if (!isFrame(part) || part.event === 'message_start') return false;
    return content++ >= after;
  });
  return at < 0 ? parts.length : at;
}

function exceptionBody(fault: Extract<Fault, { kind: 'exception' }>): { readonly [key: string]: unknown } {
  const message =
    fault.message ?? 'The system encountered an unexpected error during processing. Try your request again.';
  const { originalStatusCode } = fault;
  return originalStatusCode === undefined
    ? { message }
    : { message, originalStatusCode, originalMessage: message };
}

function slices(parts: readonly StreamPart[], size: number): readonly StreamStep[] {
  return parts.flatMap((part): readonly StreamStep[] => {
    if (!isFrame(part)) return [stepOf(part)];
    const count = Math.ceil(part.bytes.length / size);
    return Array.from({ length: count }, (_, index) => ({
      do: 'write',
      bytes: part.bytes.subarray(index * size, (index + 1) * size),
      alone: true,
    }));
  });
}

function stepOf(part: StreamPart): StreamStep {
  return isFrame(part) ? write(part.bytes) : { do: 'wait', ms: part.waitMs };
}

function write(bytes: Uint8Array): StreamStep {
  return { do: 'write', bytes };
}
