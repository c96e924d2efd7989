import { type Client, clients, type Upstream, upstreams } from './cells.ts';
import { LACKING } from './losses.ts';
import { answerNames } from './read-answer.ts';
import { CONVERSATIONS } from './read-conversation.ts';
import type { CellResults } from './render-golden.ts';
import { runAnswer } from './run-answer.ts';
import { runRequest } from './run-request.ts';

/** Everything there is to know of one cell. */
export function runCell(client: Client, upstream: Upstream): CellResults {
  return {
    client,
    upstream,
    requests: conversationsOf(client).map((name) => runRequest(client, upstream, name)),
    answers: answerNames(upstream).map((name) => runAnswer(client, upstream, name)),
  };
}

/** Every client with every upstream. */
export function runMatrix(): readonly CellResults[] {
  return clients.flatMap((client) => upstreams.map((upstream) => runCell(client, upstream)));
}

/** The conversations a client's format can hold. */
export function conversationsOf(client: Client): (typeof CONVERSATIONS)[number][] {
  return CONVERSATIONS.filter((name) => LACKING[client.id]?.[name] === undefined);
}
