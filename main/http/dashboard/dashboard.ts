import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AssetMap } from '../../platform/ports/assets.ts';
import type { Clock } from '../../platform/ports/clock.ts';
import type { Log } from '../../platform/ports/log.ts';
import type { Dispatcher, DispatchResult } from '../../services/dispatcher.ts';
import type { EventHub } from '../../services/events/event-hub.ts';
import type { Mount } from '../edge-options.ts';
import { createDashboardTokens } from './dashboard-tokens.ts';
import { createEventStreams, type EventStreams } from './event-stream.ts';
import { readCallBody } from './read-call-body.ts';
import { Refusal } from './refusal.ts';
import { jsonReply, type Reply, sendReply } from './reply.ts';
import { createSessionCheck, type SessionCheck } from './session-check.ts';
import { createStaticShell, type StaticShell } from './static-shell.ts';

export interface DashboardParts {
  readonly dispatcher: Dispatcher;
  readonly events: EventHub;
  readonly clock: Clock;
  readonly log: Log;
  assets(): AssetMap;
}

/** The dashboard in a browser. */
export interface Dashboard {
  readonly mount: Mount;
  /** The path of a link that signs one page in, once, within `lifeMs`. */
  link(lifeMs: number): string;
  /** Ends the streams of live events. */
  close(): void;
}

const PATH = '/dashboard';
const API = 'api/';

/**
 * The dashboard's pages and its API. Host, Origin and Sec-Fetch-Site have been checked by the edge's guard; no cookie
 * is ever set or read: cookies know no ports, so any other page on localhost would carry ours.
 */
export function createDashboard(parts: DashboardParts): Dashboard {
  const { clock, log, dispatcher, events } = parts;
  const tokens = createDashboardTokens(clock);
  const streams = createEventStreams(events, clock);
  const api: ApiParts = { dispatcher, streams, sessions: createSessionCheck(tokens, clock) };
  const shell = createStaticShell(parts.assets);
  return {
    mount: {
      path: PATH,
      handle(request, response) {
        answer({ request, response }, api, shell).catch((thrown: unknown) => {
          sendReply(response, replyTo(thrown, log));
        });
      },
    },
    link: (lifeMs) => `${PATH}#token=${tokens.issueLink(lifeMs)}`,
    close: () => streams.close(),
  };
}

interface ApiParts {
  readonly dispatcher: Dispatcher;
  readonly streams: EventStreams;
  readonly sessions: SessionCheck;
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(visit: Visit, api: ApiParts, shell: StaticShell): Promise<void> {
  const { request, response } = visit;
  const path = (request.url ?? '/').split('?', 1)[0]?.slice(1) ?? '';
  if (path === 'api/events') return answerEvents(visit, api);
  if (path.startsWith(API))
    return sendReply(response, await answerCall(request, path.slice(API.length), api));
  // The page's own files stand beside it, so its address has to end with a slash; the fragment goes along.
  const isBare = path === '' && originalPath(request) === PATH;
  sendReply(response, isBare ? redirect(`${PATH}/`) : shell(request, path));
}

function answerEvents({ request, response }: Visit, { sessions, streams }: ApiParts): void {
  if (request.method !== 'GET') throw methodNotAllowed('GET');
  sessions.require(request);
  streams.open(response);
}

async function answerCall(
  request: IncomingMessage,
  name: string,
  { sessions, dispatcher }: ApiParts,
): Promise<Reply> {
  if (request.method !== 'POST') throw methodNotAllowed('POST');
  if (name === 'session') {
    return jsonReply(200, { ok: true, value: sessions.open(await readCallBody(request)) });
  }
  sessions.require(request);
  const result = await dispatcher.dispatch('http', name, await readCallBody(request));
  return jsonReply(result.ok ? 200 : STATUSES[result.error.code], result);
}

const STATUSES: Readonly<Record<Extract<DispatchResult, { ok: false }>['error']['code'], number>> = {
  invalid_input: 400,
  unknown_call: 404,
  not_allowed: 403,
  desktop_only: 403,
  not_found: 404,
  conflict: 409,
  failed: 500,
};

function methodNotAllowed(allow: string): Refusal {
  return new Refusal(405, { code: 'invalid_input', message: `This address takes ${allow} only.` }, { allow });
}

function replyTo(thrown: unknown, log: Log): Reply {
  if (thrown instanceof Refusal) return thrown.reply;
  log.error('the dashboard met an unexpected error', { error: thrown });
  const message = 'kRouter met an unexpected error. The log has the details.';
  return jsonReply(500, { ok: false, error: { code: 'failed', message } });
}

/** The router takes the mount's path off `url` and keeps the whole beside it. */
function originalPath(request: IncomingMessage): string {
  const whole: unknown = 'originalUrl' in request ? request.originalUrl : undefined;
  return typeof whole === 'string' ? (whole.split('?', 1)[0] ?? '') : '';
}

function redirect(location: string): Reply {
  return { status: 308, type: 'text/plain', body: '', headers: { location } };
}
