import type { ChatEvent } from '../../main/core/chat-event.ts';
import { collect } from '../../main/core/collect.ts';
import { isJsonObject, type JsonObject } from '../../main/core/json.ts';
import { stringifyJson } from '../../main/core/raw-json.ts';
import { type AnswerFacet, type Heard, hear } from './answer-facets.ts';
import type { Client, Upstream } from './cells.ts';
import { compareAnswers, type Difference } from './compare.ts';
import type { AnswerLoss } from './losses.ts';
import { readAnswer } from './read-answer.ts';
import { CONTEXT, encodeStream, readBack } from './read-back.ts';
import { readConversation } from './read-conversation.ts';
import { readWhole, type WholeFacets } from './read-whole.ts';

/** What became of one recorded answer on its way from an upstream to a client. */
export interface AnswerResult {
  readonly answer: string;
  /** What the upstream said. */
  readonly heard: Heard;
  /** The stream as it goes to the client. */
  readonly stream: Uint8Array;
  /** What a reader of the client's format makes of it. */
  readonly back: Heard;
  readonly differences: readonly Difference<AnswerFacet, AnswerLoss>[];
  /** The same answer in one piece; undefined when it ended in an error. */
  readonly whole: JsonObject | undefined;
  readonly wholeFacets: WholeFacets | undefined;
}

export function runAnswer(client: Client, upstream: Upstream, answer: string): AnswerResult {
  // Some clients are shown thinking only when they asked for it.
  const voice = readConversation(client, answer === 'full' ? 'thinking' : 'text');
  const events = readAnswer(upstream, answer);
  const heard = hear(events);
  const stream = encodeStream(voice, events);
  const back = hear(readBack(client, stream));
  const whole = heard.facets === undefined ? undefined : encodeWhole(voice, events);
  return {
    answer,
    heard,
    stream,
    back,
    differences:
      heard.facets === undefined || back.facets === undefined
        ? []
        : compareAnswers(heard.facets, back.facets, { where: client.id, answer }),
    whole,
    wholeFacets: whole === undefined ? undefined : readWhole(client.id, whole),
  };
}

function encodeWhole(
  { dialect, request }: ReturnType<typeof readConversation>,
  events: readonly ChatEvent[],
): JsonObject {
  const body: unknown = JSON.parse(stringifyJson(dialect.encodeAnswer(collect(events), request, CONTEXT)));
  if (isJsonObject(body)) return body;
  throw new Error('the answer is no JSON object');
}
