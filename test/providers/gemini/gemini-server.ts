import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type JsonObject, parseJsonObject } from '../../../main/core/json.ts';
import { listen } from '../../listen.ts';
import { faultOf, objectOf, partsOf } from './check-gemini-request.ts';

/** A call the server got. */
export interface SeenCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: JsonObject;
  readonly status: number;
}

export interface Refusal {
  readonly status: number;
  readonly body: unknown;
}

/** Google's API on a loopback port, as strict about requests as the real one. */
export interface GeminiServer {
  readonly url: string;
  readonly seen: readonly SeenCall[];
  /** What is sent in the place of the next answers; undefined ends it. */
  refuse(refusal: Refusal | undefined): void;
  /** Forgets every proof it has given, as another key would. */
  forget(): void;
  /** What chats were asked, the latest last. */
  chats(): readonly SeenCall[];
  close(): Promise<void>;
}

export interface GeminiServerOptions {
  /** What `x-goog-api-key`, or the bearer of the envelope, must be. */
  readonly key: string;
}

interface Google {
  readonly key: string;
  readonly seen: SeenCall[];
  readonly minted: Set<string>;
  refusal: Refusal | undefined;
}

/** Starts it on a free port. */
export async function startGemini({ key }: GeminiServerOptions): Promise<GeminiServer> {
  const google: Google = { key, seen: [], minted: new Set(), refusal: undefined };
  const server = createServer((request, response) => {
    void serve(google, request, response).catch(() => response.destroy());
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    seen: google.seen,
    refuse: (refusal) => {
      google.refusal = refusal;
    },
    forget: () => google.minted.clear(),
    chats: () => google.seen.filter(({ path }) => path.includes('treamGenerateContent')),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(google: Google, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  const body = parseJsonObject(await text(request)) ?? {};
  const answer = answerTo(google, { path, body, headers: request.headers });
  google.seen.push({ path, body, headers: request.headers, status: answer.status });
  const isStream = typeof answer.body === 'string';
  response.writeHead(answer.status, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
  response.end(isStream ? answer.body : JSON.stringify(answer.body));
}

type Asked = Omit<SeenCall, 'status'>;

function answerTo(google: Google, asked: Asked): Refusal {
  const { path, headers } = asked;
  const isEnvelope = path.startsWith('/v1internal');
  const presented = isEnvelope ? headers['authorization']?.replace('Bearer ', '') : headers['x-goog-api-key'];
  if (presented !== google.key) {
    return failure(
      isEnvelope ? 401 : 400,
      isEnvelope ? 'UNAUTHENTICATED' : 'INVALID_ARGUMENT',
      `API key not valid: ${presented}`,
    );
  }
  if (google.refusal !== undefined) return google.refusal;
  if (path.startsWith('/v1internal:loadCodeAssist')) return ok({ cloudaicompanionProject: 'proj-1' });
  if (path.startsWith('/v1internal:fetchAvailableModels')) return ok({ models: ENVELOPE_MODELS });
  if (path.startsWith('/v1internal:streamGenerateContent')) {
    const { model, request } = asked.body;
    return chat(google, String(model), objectOf(request), (record) => ({ response: record, traceId: 't1' }));
  }
  if (path.startsWith('/v1beta/models?')) return ok(MODELS);
  const [, model = '', verb = ''] = /^\/v1beta\/models\/(.+):([A-Za-z]+)/.exec(path) ?? [];
  if (verb === 'countTokens') return ok({ totalTokens: JSON.stringify(asked.body).length });
  if (verb === 'streamGenerateContent') return chat(google, model, asked.body, (record) => record);
  return failure(404, 'NOT_FOUND', `${path} is not found`);
}

const MODELS = {
  models: [
    {
      name: 'models/gemini-3-pro',
      displayName: 'Gemini 3 Pro',
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedGenerationMethods: ['generateContent', 'countTokens'],
    },
    {
      name: 'models/gemini-2.5-flash-lite',
      displayName: 'Gemini 2.5 Flash-Lite',
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedGenerationMethods: ['generateContent'],
    },
    {
      name: 'models/gemini-embedding-001',
      displayName: 'Embedding',
      supportedGenerationMethods: ['embedContent'],
    },
    {
      name: 'models/gemini-3-pro-image',
      displayName: 'Image',
      supportedGenerationMethods: ['generateContent'],
    },
  ],
};
const ENVELOPE_MODELS = {
  'gemini-3-pro': { displayName: 'Gemini 3 Pro', maxTokens: 1_048_576, maxOutputTokens: 65_536 },
  'claude-sonnet-4-5': { displayName: 'Claude', maxTokens: 200_000 },
};

/** Says what it is told, calls what it is told, and repeats what its tools gave it. */
function chat(
  google: Google,
  model: string,
  body: JsonObject,
  wrap: (record: JsonObject) => JsonObject,
): Refusal {
  const fault = faultOf(body, model, google.minted);
  if (fault !== undefined) return failure(400, 'INVALID_ARGUMENT', fault);
  const thinks = objectOf(objectOf(body['generationConfig'])['thinkingConfig'])['includeThoughts'] === true;
  const parts = [...(thinks ? [{ text: 'Let me see.', thought: true }] : []), ...reply(google, body)];
  const records = parts.map((part) => record([part], {}));
  const last = record([{ text: '' }], { finishReason: 'STOP' });
  const all = [...records, { ...last, usageMetadata: USAGE }];
  return ok(all.map((item) => `data: ${JSON.stringify(wrap(item))}\r\n\r\n`).join(''));
}

const USAGE = {
  promptTokenCount: 50,
  cachedContentTokenCount: 32,
  candidatesTokenCount: 16,
  thoughtsTokenCount: 4,
  totalTokenCount: 70,
};

function reply(google: Google, body: JsonObject): JsonObject[] {
  const contents = body['contents'];
  const last = Array.isArray(contents) ? objectOf(contents.at(-1)) : {};
  const results = partsOf(last).flatMap(({ functionResponse }) =>
    functionResponse === undefined ? [] : [functionResponse],
  );
  if (results.length > 0)
    return [{ text: 'The tools said ' }, { text: JSON.stringify(results), thoughtSignature: mint(google) }];
  const said = partsOf(last)
    .map((part) => String(part['text'] ?? ''))
    .join('');
  const calls = [...said.matchAll(/use tool (\S+) with (\{.*?\})/g)];
  if (calls.length === 0)
    return [{ text: said.slice(0, 5) }, { text: said.slice(5) }].filter((part) => part.text !== '');
  return calls.map(([, name, args], i) => ({
    functionCall: { id: `fc-${google.minted.size}-${i}`, name, args: JSON.parse(args ?? '{}') },
    ...(i === 0 ? { thoughtSignature: mint(google) } : {}),
  }));
}

function mint(google: Google): string {
  const proof = Buffer.from(`proof ${google.minted.size}`).toString('base64');
  google.minted.add(proof);
  return proof;
}

function record(parts: readonly JsonObject[], candidate: JsonObject): JsonObject {
  return {
    candidates: [{ content: { role: 'model', parts }, index: 0, ...candidate }],
    modelVersion: 'gemini-x-001',
    responseId: 'resp-1',
  };
}

function ok(body: unknown): Refusal {
  return { status: 200, body };
}

export function failure(
  status: number,
  name: string,
  message: string,
  details: readonly JsonObject[] = [],
): Refusal {
  return { status, body: { error: { code: status, message, status: name, details } } };
}
