import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { encodeFrame } from '../../framing/aws-frames.ts';
import { listen } from '../../listen.ts';

/** One call of the service, after its token was checked. */
export interface KiroCall {
  readonly operation: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Body;
}

// biome-ignore lint/suspicious/noExplicitAny: what a client sent is looked into by tests alone.
type Body = Record<string, any>;

export type Frames = readonly (readonly [event: string, payload: unknown])[];

export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly body: Record<string, unknown>;
}

/** Kiro's service and both hosts that renew a sign-in, as strict as the real ones are known to be. */
export interface KiroServer {
  readonly url: string;
  readonly calls: KiroCall[];
  /** Paths of the renewals so far. */
  readonly renewals: { readonly path: string; readonly body: Body }[];
  /** A new token in force, and the refresh token that goes with it. */
  issue(): { readonly accessToken: string; readonly refreshToken: string };
  revoke(token: string): void;
  /** What chats are answered with from now on. */
  answer(reply: (call: KiroCall) => Frames | Refusal): void;
  close(): Promise<void>;
}

const GREETING: Frames = [
  ['assistantResponseEvent', { content: 'Hello.' }],
  ['metadataEvent', { tokenUsage: { uncachedInputTokens: 3, outputTokens: 2, totalTokens: 5 } }],
];

export async function startKiroServer(): Promise<KiroServer> {
  const valid = new Set<string>();
  const refreshTokens = new Set<string>();
  const calls: KiroCall[] = [];
  const renewals: { path: string; body: Body }[] = [];
  let reply: (call: KiroCall) => Frames | Refusal = () => GREETING;
  let count = 0;

  function issue() {
    count += 1;
    const tokens = { accessToken: `access-token-${count}`, refreshToken: `refresh-token-${count}` };
    valid.add(tokens.accessToken);
    refreshTokens.add(tokens.refreshToken);
    return tokens;
  }

  function renew(path: string, body: Body, response: ServerResponse): void {
    renewals.push({ path, body });
    const isIdentityCenter = path === '/token';
    const isComplete = isIdentityCenter
      ? body['grantType'] === 'refresh_token' &&
        body['clientId'] === 'id' &&
        body['clientSecret'] === 'secret'
      : body['clientId'] === undefined;
    // A refresh token works once.
    if (!isComplete || !refreshTokens.delete(body['refreshToken'])) {
      send(response, 400, { error: 'invalid_grant', error_description: 'the refresh token is not valid' });
      return;
    }
    send(response, 200, { ...issue(), expiresIn: 3600 });
  }

  function serve(call: KiroCall, response: ServerResponse): void {
    calls.push(call);
    if (call.operation === 'AmazonCodeWhispererService.ListAvailableModels') {
      send(response, 200, page(call.body['nextToken']));
      return;
    }
    const problem = problemOf(call);
    const answer: Frames | Refusal =
      problem === undefined
        ? reply(call)
        : {
            status: 400,
            type: 'ValidationException',
            body: { message: `Improperly formed request. ${problem}` },
          };
    if (isFrames(answer)) sendFrames(response, answer);
    else refuse(response, answer);
  }

  const server = createServer(async (request, response) => {
    const body: Body = JSON.parse((await text(request)) || '{}');
    const path = request.url ?? '';
    if (path === '/refreshToken' || path === '/token') return renew(path, body, response);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!valid.has(token) && !token.startsWith('ksk_')) {
      const message = `The bearer token ${token} included in the request is invalid.`;
      return refuse(response, { status: 403, type: 'AccessDeniedException', body: { message } });
    }
    if (token.startsWith('ksk_') !== (request.headers['tokentype'] === 'API_KEY')) {
      return refuse(response, { status: 400, type: 'ValidationException', body: { message: 'tokentype' } });
    }
    return serve(
      { operation: String(request.headers['x-amz-target']), headers: request.headers, body },
      response,
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    renewals,
    issue,
    revoke: (token) => valid.delete(token),
    answer: (next) => {
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The list comes in two pages. */
function page(nextToken: unknown) {
  if (nextToken === undefined) {
    const tokenLimits = { maxInputTokens: 200_000, maxOutputTokens: 64_000 };
    return {
      models: [{ modelId: 'claude-sonnet-4.5', modelName: 'Claude Sonnet 4.5', tokenLimits }],
      nextToken: 'two',
    };
  }
  return { models: [{ modelId: 'claude-haiku-4.5' }] };
}

/** The rules whose breach the service answers with "Improperly formed request." */
function problemOf({ operation, headers, body }: KiroCall): string | undefined {
  if (operation !== 'AmazonCodeWhispererStreamingService.GenerateAssistantResponse')
    return `operation ${operation}`;
  if (headers['content-type'] !== 'application/x-amz-json-1.0') return 'content-type';
  const state = body['conversationState'];
  if (!/^[0-9a-f-]{36}$/.test(state?.conversationId)) return 'conversationId';
  const history: Body[] = state.history ?? [];
  const current = state.currentMessage?.userInputMessage;
  if (!current?.content || !current.modelId) return 'currentMessage';
  return problemOfHistory(history) ?? problemOfCalls(history, current);
}

function problemOfHistory(history: readonly Body[]): string | undefined {
  if (history.length % 2 === 1) return 'history ends with the user';
  for (const [i, entry] of history.entries()) {
    const [kind = ''] = Object.keys(entry);
    if (kind !== (i % 2 === 0 ? 'userInputMessage' : 'assistantResponseMessage'))
      return `history[${i}] is ${kind}`;
    if (!entry[kind].content) return `history[${i}].content`;
    if (entry[kind].userInputMessageContext?.tools) return `history[${i}].tools`;
  }
  return undefined;
}

function problemOfCalls(history: readonly Body[], current: Body): string | undefined {
  const offered = new Set(
    (current['userInputMessageContext']?.tools ?? []).map((tool: Body) => tool['toolSpecification']?.name),
  );
  const turns = [...history, { userInputMessage: current }];
  for (const [i, turn] of turns.entries()) {
    const calls: Body[] = turn['assistantResponseMessage']?.toolUses ?? [];
    for (const call of calls) if (!offered.has(call['name'])) return `no tool ${call['name']}`;
    const results: Body[] = turn['userInputMessage']?.userInputMessageContext?.toolResults ?? [];
    const asked: Body[] = turns[i - 1]?.['assistantResponseMessage']?.toolUses ?? [];
    if (results.some((result) => !asked.some((call) => call['toolUseId'] === result['toolUseId'])))
      return 'orphan';
  }
  return undefined;
}

function isFrames(answer: Frames | Refusal): answer is Frames {
  return Array.isArray(answer);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, { status, type, body }: Refusal): void {
  response.setHeader('x-amzn-errortype', `${type}:http://internal.amazon.com/coral/`);
  response.setHeader('x-amzn-requestid', 'kiro-request-1');
  send(response, status, { __type: `com.amazon.aws.codewhisperer#${type}`, ...body });
}

function sendFrames(response: ServerResponse, frames: Frames): void {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': 'kiro-request-1',
  });
  for (const [event, payload] of frames) {
    const headers = { ':message-type': 'event', ':event-type': event, ':content-type': 'application/json' };
    response.write(encodeFrame(headers, JSON.stringify(payload)));
  }
  response.end();
}
