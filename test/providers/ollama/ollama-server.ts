import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';
import { type Said, type Seen, startServer, type TestServer } from '../plain-api/start-server.ts';

/** A model of the server: what `/api/show` tells of it. */
interface Weights {
  readonly architecture: string;
  readonly contextTokens: number;
  readonly capabilities: readonly string[];
}

const MODELS: { readonly [name: string]: Weights | undefined } = {
  'qwen3:latest': {
    architecture: 'qwen3',
    contextTokens: 40_960,
    capabilities: ['completion', 'tools', 'thinking'],
  },
  'gemma3:4b': { architecture: 'gemma3', contextTokens: 131_072, capabilities: ['completion', 'vision'] },
  'nomic-embed-text:latest': { architecture: 'nomic-bert', contextTokens: 2048, capabilities: ['embedding'] },
};

/** Sizes that were loaded, in order: Ollama loads a model anew when the size changes. */
export interface OllamaTestServer extends TestServer {
  readonly prompts: readonly JsonObject[];
}

/** Ollama's API as its server behaves: names without a tag, refusals by capability, lines of JSON. */
export async function startOllama(): Promise<OllamaTestServer> {
  const prompts: JsonObject[] = [];
  const server = await startServer((seen) => answer(seen, prompts));
  return { ...server, prompts };
}

function answer({ path, body }: Seen, prompts: JsonObject[]): Said {
  switch (path) {
    case '/api/tags':
      return {
        body: {
          models: Object.keys(MODELS).map((name) => ({
            name,
            model: name,
            modified_at: '2026-01-01T00:00:00Z',
            size: 1,
            digest: '0',
          })),
        },
      };
    case '/api/show':
      return show(String(body['model'] ?? body['name']));
    case '/api/chat':
      prompts.push(body);
      return refusalOf(body) ?? chat(body);
    default:
      return { status: 404, body: '404 page not found' };
  }
}

function find(name: string): Weights | undefined {
  return MODELS[name] ?? MODELS[`${name}:latest`];
}

function show(name: string): Said {
  const model = find(name);
  if (model === undefined) return { status: 404, body: { error: `model '${name}' not found` } };
  const { architecture, contextTokens, capabilities } = model;
  return {
    body: {
      details: { family: architecture },
      model_info: { 'general.architecture': architecture, [`${architecture}.context_length`]: contextTokens },
      capabilities,
    },
  };
}

function refusalOf(body: JsonObject): Said | undefined {
  const name = String(body['model']);
  const model = find(name);
  const refuse = (status: number, error: string): Said => ({ status, body: { error } });
  if (model === undefined) return refuse(404, `model '${name}' not found`);
  const cannot = (capability: string) => !model.capabilities.includes(capability);
  if (body['think'] !== undefined && body['think'] !== false && cannot('thinking'))
    return refuse(400, `"${name}" does not support thinking`);
  if (Array.isArray(body['tools']) && cannot('tools'))
    return refuse(400, `registry.ollama.ai/library/${name} does not support tools`);
  const calls: unknown[] = Array.isArray(body['messages'])
    ? body['messages'].flatMap((message) => message.tool_calls ?? [])
    : [];
  const isBad = (call: unknown) =>
    isJsonObject(call) && isJsonObject(call['function']) && !isJsonObject(call['function']['arguments']);
  return calls.some(isBad) ? refuse(400, 'json: cannot unmarshal string into Go struct field') : undefined;
}

/** As with the default size: what is longer is cut, and nothing is said of it. */
function isCut(body: JsonObject): boolean {
  const options = isJsonObject(body['options']) ? body['options'] : {};
  const size = typeof options['num_ctx'] === 'number' ? options['num_ctx'] : 4096;
  return JSON.stringify(body['messages']).length / 4 > size;
}

function chat(body: JsonObject): Said {
  const line = (message: object, more: object = {}) => {
    const created_at = '2026-01-01T00:00:00.123456789Z';
    return `${JSON.stringify({ model: body['model'], created_at, message: { role: 'assistant', content: '', ...message }, done: false, ...more })}\n`;
  };
  const call = {
    id: 'call_1a2b3c4d',
    function: { index: 0, name: 'get_weather', arguments: { city: 'Oslo' } },
  };
  const text = isCut(body) ? 'What was the question?' : 'Here is Ollama.';
  const counts = {
    total_duration: 5_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: 50,
    eval_count: 20,
  };
  return {
    type: 'application/x-ndjson',
    body: [
      ...(body['think'] ? [line({ thinking: 'Hm.' })] : []),
      ...(Array.isArray(body['tools'])
        ? [line({ tool_calls: [call] })]
        : [...text].map((content) => line({ content }))),
      line({}, { done: true, done_reason: 'stop', ...counts }),
    ],
  };
}
