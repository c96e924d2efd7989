import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';
import { type Said, type Seen, sse, startServer, type TestServer } from '../plain-api/start-server.ts';

export const VLLM_KEY = 'token-vllm-0123456789';
export const QWEN = 'Qwen/Qwen3-8B';

/** What vLLM's request model knows; pydantic refuses values outside a literal, and passes over unknown members. */
const EFFORTS = ['low', 'medium', 'high'];

/** Chat Completions as vLLM serves them with `--api-key`: its list, its errors, its reasoning and its usage chunk. */
export function startVllmServer(): Promise<TestServer> {
  return startServer((seen) => refusalOf(seen) ?? answer(seen));
}

function refusalOf({ headers, path, body }: Seen): Said | undefined {
  if (headers.authorization !== `Bearer ${VLLM_KEY}`) return { status: 401, body: { error: 'Unauthorized' } };
  if (path === '/v1/models') return undefined;
  if (path !== '/v1/chat/completions') return { status: 404, body: { detail: 'Not Found' } };
  const effort = body['reasoning_effort'];
  if (effort !== undefined && !EFFORTS.includes(String(effort)))
    return fault(
      400,
      `1 validation error: {'type': 'literal_error', 'loc': ('body', 'reasoning_effort'), 'msg': "Input should be 'low', 'medium' or 'high'", 'input': '${effort}'}`,
    );
  if (body['model'] !== QWEN)
    return fault(404, `The model \`${String(body['model'])}\` does not exist.`, 'NotFoundError');
  if (JSON.stringify(body['messages']).length > 40_000)
    return fault(
      400,
      "This model's maximum context length is 8192 tokens. However, you requested 12000 tokens in the messages, Please reduce the length of the messages.",
    );
  return undefined;
}

function fault(status: number, message: string, type = 'BadRequestError'): Said {
  return { status, body: { object: 'error', message, type, param: null, code: status } };
}

function answer({ path, body }: Seen): Said {
  if (path === '/v1/models') {
    const model = { object: 'model', created: 1_700_000_000, owned_by: 'vllm', parent: null };
    return {
      body: {
        object: 'list',
        data: [
          { ...model, id: QWEN, root: QWEN, max_model_len: 8192 },
          { ...model, id: 'BAAI/bge-embedding', max_model_len: 512 },
        ],
      },
    };
  }
  return sse([...chunks(body), '[DONE]']);
}

function chunks(body: JsonObject): object[] {
  const frame = {
    id: 'chatcmpl-0f1e',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: body['model'],
  };
  const delta = (members: object, finish_reason: string | null = null) => ({
    ...frame,
    choices: [{ index: 0, delta: members, logprobs: null, finish_reason, token_ids: null }],
  });
  const hasUsage = isJsonObject(body['stream_options']) && body['stream_options']['include_usage'] === true;
  const usage = { prompt_tokens: 21, total_tokens: 30, completion_tokens: 9 };
  return [
    delta({ role: 'assistant', content: '' }),
    delta({ reasoning_content: 'Let me see.' }),
    ...(Array.isArray(body['tools']) ? calls() : [{ content: 'Here is ' }, { content: 'vLLM.' }]).map(
      (part) => delta(part),
    ),
    delta({}, Array.isArray(body['tools']) ? 'tool_calls' : 'stop'),
    ...(hasUsage ? [{ ...frame, choices: [], usage }] : []),
  ];
}

/** Two calls, the first in fragments. */
function calls(): object[] {
  const call = (index: number, members: object) => ({ tool_calls: [{ index, ...members }] });
  return [
    call(0, { id: 'chatcmpl-tool-a', type: 'function', function: { name: 'get_weather' } }),
    call(0, { function: { arguments: '{"city": ' } }),
    call(0, { function: { arguments: '"Oslo"}' } }),
    call(1, { id: 'chatcmpl-tool-b', type: 'function', function: { name: 'get_time', arguments: '{}' } }),
  ];
}
