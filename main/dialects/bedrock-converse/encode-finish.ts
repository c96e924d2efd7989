import type { StopReason } from '../../core/chat-event.ts';
import type { AnswerContext } from '../../core/codec.ts';
import type { DialectName } from '../../core/dialect-name.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { Usage } from '../../core/usage.ts';
import { encodeStopReason } from './stop-reason.ts';
import { encodeUsage } from './usage.ts';

/** The end of an answer, streamed or whole. */
export interface Finish {
  readonly dialect: DialectName;
  readonly stopReason: StopReason;
  readonly usage: Usage;
  /** Of a Converse upstream: `{"messageStop": …, "metadata": …}`, as `sourceOfFinish` writes it. */
  readonly source?: string;
}

/** The payload of `messageStop`. */
export function encodeMessageStop(finish: Finish): JsonObject {
  const sent = sentBy(finish, 'messageStop');
  const said = typeof sent['stopReason'] === 'string' ? sent['stopReason'] : undefined;
  return { ...sent, stopReason: said ?? encodeStopReason(finish.stopReason, finish.dialect) };
}

/** The payload of `metadata`: usage and time, and what a Converse upstream said beside them. */
export function encodeMetadata(finish: Finish, context: AnswerContext): JsonObject {
  const sent = sentBy(finish, 'metadata');
  const usage = isJsonObject(sent['usage']) ? sent['usage'] : {};
  return {
    ...sent,
    usage: { ...usage, ...encodeUsage(finish.usage) },
    // SDK users read it unasked, so it is never missing.
    metrics: isJsonObject(sent['metrics']) ? sent['metrics'] : { latencyMs: latencyOf(context) },
  };
}

/** What `FinishEvent.source` holds of a ConverseStream: all but the padding. */
export function sourceOfFinish(messageStop: JsonObject, metadata: JsonObject): string {
  const { p: _padding, ...stop } = messageStop;
  const { p: _more, ...members } = metadata;
  return JSON.stringify({ messageStop: stop, metadata: members });
}

/** Milliseconds since the request came; 0 where nobody measured them. */
export function latencyOf({ elapsedMs }: AnswerContext): number {
  return Math.round(elapsedMs?.() ?? 0);
}

function sentBy({ dialect, source }: Finish, member: 'messageStop' | 'metadata'): JsonObject {
  if (dialect !== 'bedrock-converse' || source === undefined) return {};
  const sent = parseJsonObject(source)?.[member];
  return isJsonObject(sent) ? sent : {};
}
