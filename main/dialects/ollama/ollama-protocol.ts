import { unsupported } from '../../core/app-error.ts';
import type {
  BodyRule,
  ChatEndpoint,
  ClientProtocol,
  EndpointAnswer,
  EndpointCall,
  InfoEndpoint,
} from '../../core/client-protocol.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ModelListing } from '../../core/model-listing.ts';
import { asObject, readOptionalString } from '../../core/read-field.ts';
import { loadAnswer } from './load-answer.ts';
import { decodeModelName } from './model-name.ts';
import { encodeShow, encodeTags, findModel } from './models.ts';
import { ollamaChatDialect, ollamaGenerateDialect } from './ollama-dialects.ts';

/** Plain numbers: Copilot reads each part with parseInt and demands 0.6.4. This one has everything that is served here. */
const VERSION = '0.14.0';

/** `curl -d` calls its JSON a form, and some clients call it nothing. */
const ANY_JSON: BodyRule = { as: 'json' };

const CHATS: readonly ChatEndpoint[] = [
  {
    kind: 'chat',
    paths: ['/api/chat'],
    dialect: ollamaChatDialect,
    body: ANY_JSON,
    decode: ({ body, headers }) => loadAnswer(body, 'chat') ?? ollamaChatDialect.decodeRequest(body, headers),
  },
  {
    kind: 'chat',
    paths: ['/api/generate'],
    dialect: ollamaGenerateDialect,
    body: ANY_JSON,
    decode: ({ body, headers }) =>
      loadAnswer(body, 'generate') ?? ollamaGenerateDialect.decodeRequest(body, headers),
  },
];

const NO_EMBEDDINGS = 'kRouter has no embeddings. Send this call to a server that has an embedding model.';
const KEEPS_NO_MODELS = 'not supported: the models are the providers’, and kRouter keeps none of its own.';

type Answer = (call: EndpointCall, models: readonly ModelListing[]) => EndpointAnswer;

const INFORMATION: readonly InfoEndpoint[] = [
  fixed('GET', '/api/version', () => answer({ version: VERSION })),
  info('GET', '/api/tags', (_call, models) => answer(encodeTags(models))),
  // Nothing is ever loaded here.
  fixed('GET', '/api/ps', () => answer({ models: [] })),
  info('POST', '/api/show', ({ body }, models) => answer(encodeShow(findModel(models, namedModel(body))))),
  info('POST', '/api/pull', ({ body }, models) => pull(asObject(body, 'body'), models)),
  refusal('POST', '/api/embed', NO_EMBEDDINGS),
  refusal('POST', '/api/embeddings', NO_EMBEDDINGS),
  ...['/api/create', '/api/copy', '/api/push', '/api/blobs/:digest'].map((path) =>
    refusal('POST', path, KEEPS_NO_MODELS),
  ),
  refusal('DELETE', '/api/delete', KEEPS_NO_MODELS),
];

/** Ollama's own API. Its `/v1` paths are those of OpenAI and Anthropic. */
export const ollamaProtocol: ClientProtocol = {
  name: 'ollama',
  endpoints: [...CHATS, ...INFORMATION],
  // Claude Code's probe is under `/api` too.
  claims: ({ path }) => (path.startsWith('/api/') && path !== '/api/hello' ? ollamaChatDialect : undefined),
};

function info(method: InfoEndpoint['method'], path: string, answer: Answer): InfoEndpoint {
  return { kind: 'info', method, paths: [path], dialect: ollamaChatDialect, body: ANY_JSON, answer };
}

function fixed(method: InfoEndpoint['method'], path: string, answer: () => EndpointAnswer): InfoEndpoint {
  return { ...info(method, path, answer), usesModels: false };
}

function refusal(method: InfoEndpoint['method'], path: string, message: string): InfoEndpoint {
  return fixed(method, path, () => {
    throw unsupported(path, message);
  });
}

function answer(body: JsonObject): EndpointAnswer {
  return { type: 'answer', body };
}

/** `model`; Continue still calls it `name`. */
function namedModel(body: unknown): string {
  const source = asObject(body, 'body');
  const name = readOptionalString(source, 'model') || readOptionalString(source, 'name');
  return name || decodeModelName(source);
}

/** A model that can be used is as good as pulled. */
function pull(body: JsonObject, models: readonly ModelListing[]): EndpointAnswer {
  findModel(models, namedModel(body));
  if (body['stream'] === false) return answer({ status: 'success' });
  const lines = [{ status: 'pulling manifest' }, { status: 'success' }];
  return {
    type: 'answer',
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    contentType: 'application/x-ndjson',
  };
}
