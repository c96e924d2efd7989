import { isJsonObject, type JsonObject } from '../../../main/core/json.ts';
import { type Said, type Seen, startServer, type TestServer } from '../plain-api/start-server.ts';

export const OPENAI_KEY = 'sk-proj-0123456789abcdef';

/** The Responses API as OpenAI serves it: a key, models that think and one that does not, nothing stored unless asked. */
export function startResponsesServer(): Promise<TestServer> {
  return startServer((seen) => refusalOf(seen) ?? answer(seen));
}

function refusalOf({ headers, path, body }: Seen): Said | undefined {
  if (headers.authorization !== `Bearer ${OPENAI_KEY}`)
    return fault(401, `Incorrect API key provided: ${headers.authorization?.slice(7)}.`, 'invalid_api_key');
  if (path === '/v1/models') return undefined;
  if (path !== '/v1/responses') return fault(404, `Invalid URL (POST ${path})`, null);
  if (body['store'] !== false) return fault(400, 'this account keeps nothing', 'invalid_value', 'store');
  const thinks = body['model'] === 'gpt-5';
  if (thinks && body['temperature'] !== undefined)
    return fault(
      400,
      "Unsupported parameter: 'temperature' is not supported with this model.",
      'unsupported_parameter',
      'temperature',
    );
  if (!thinks && body['include'] !== undefined)
    return fault(400, 'Encrypted content is not supported with this model.', null);
  return foreignReasoning(body)
    ? fault(400, 'The encrypted content could not be verified.', 'invalid_encrypted_content')
    : undefined;
}

function foreignReasoning({ input }: JsonObject): boolean {
  const items: readonly unknown[] = Array.isArray(input) ? input : [];
  return items.some(
    (item) =>
      isJsonObject(item) && item['type'] === 'reasoning' && item['encrypted_content'] !== 'gAAAA-sealed',
  );
}

function fault(status: number, message: string, code: string | null, param: string | null = null): Said {
  return {
    status,
    headers: { 'x-request-id': 'req_openai_1' },
    body: { error: { message, type: 'invalid_request_error', param, code } },
  };
}

function answer({ path, body }: Seen): Said {
  if (path === '/v1/models') {
    const ids = ['gpt-5', 'gpt-4o', 'text-embedding-3-small', 'whisper-1', 'dall-e-3', 'gpt-5-nano'];
    return {
      body: {
        object: 'list',
        data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by: 'openai' })),
      },
    };
  }
  return {
    type: 'text/event-stream',
    headers: { 'x-request-id': 'req_openai_2' },
    body: events(body).map(
      (event, sequence_number) =>
        `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
    ),
  };
}

interface Event {
  readonly type: string;
  readonly [member: string]: unknown;
}

function events(body: JsonObject): Event[] {
  const response = {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    model: body['model'],
    output: [],
    status: 'in_progress',
  };
  const thinks = body['model'] === 'gpt-5';
  const items = [
    ...(thinks
      ? [
          {
            type: 'reasoning',
            id: 'rs_1',
            summary: [{ type: 'summary_text', text: 'Hm.' }],
            encrypted_content: 'gAAAA-sealed',
          },
        ]
      : []),
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Here is OpenAI.', annotations: [] }],
    },
  ];
  const usage = {
    input_tokens: 30,
    input_tokens_details: { cached_tokens: 10 },
    output_tokens: 12,
    output_tokens_details: { reasoning_tokens: 4 },
    total_tokens: 42,
  };
  return [
    { type: 'response.created', response },
    ...items.flatMap((item, output_index) => itemEvents(item, output_index)),
    { type: 'response.completed', response: { ...response, status: 'completed', output: items, usage } },
  ];
}

function itemEvents(item: JsonObject, output_index: number): Event[] {
  const item_id = item['id'];
  const place = { item_id, output_index };
  const added = { type: 'response.output_item.added', output_index };
  const done = { type: 'response.output_item.done', output_index, item };
  if (item['type'] === 'reasoning') {
    const part = { ...place, summary_index: 0 };
    return [
      { ...added, item: { ...item, summary: [], encrypted_content: '' } },
      { type: 'response.reasoning_summary_part.added', ...part, part: { type: 'summary_text', text: '' } },
      { type: 'response.reasoning_summary_text.delta', ...part, delta: 'Hm.' },
      { type: 'response.reasoning_summary_text.done', ...part, text: 'Hm.' },
      done,
    ];
  }
  const part = { ...place, content_index: 0 };
  return [
    { ...added, item: { ...item, content: [], status: 'in_progress' } },
    {
      type: 'response.content_part.added',
      ...part,
      part: { type: 'output_text', text: '', annotations: [] },
    },
    ...['Here is ', 'OpenAI.'].map((delta) => ({
      type: 'response.output_text.delta',
      ...part,
      delta,
      logprobs: [],
    })),
    { type: 'response.output_text.done', ...part, text: 'Here is OpenAI.' },
    done,
  ];
}
