import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/openai-chat/decode-request.ts';

const user = { role: 'user', content: 'hi' };

function decode(members: object) {
  return decodeRequest({ model: 'm', messages: [user], ...members });
}

function refusal(members: object): { code: string; param: string | undefined; message: string } {
  try {
    decode(members);
  } catch (thrown) {
    if (thrown instanceof AppError)
      return { code: thrown.code, param: thrown.param, message: thrown.message };
    throw thrown;
  }
  throw new Error('the request was accepted');
}

function content(part: unknown): object {
  return { messages: [user, { role: 'user', content: [{ type: 'text', text: 'a' }, part] }] };
}

const weather = { type: 'function', function: { name: 'weather' } };

describe('a request that cannot be served', () => {
  const cases: readonly (readonly [string, object, string, string])[] = [
    ['no model', { model: undefined }, 'invalid_request', 'model'],
    ['an empty model', { model: ' ' }, 'invalid_request', 'model'],
    ['no messages', { messages: [] }, 'invalid_request', 'messages'],
    ['a Responses body', { messages: undefined, input: 'hi' }, 'invalid_request', 'messages'],
    [
      'an unknown role',
      { messages: [{ role: 'toString', content: '' }] },
      'invalid_request',
      'messages[0].role',
    ],
    [
      'stream_options without stream',
      { stream_options: { include_usage: true } },
      'invalid_request',
      'stream_options',
    ],
    ['stream as text', { stream: 'yes' }, 'invalid_request', 'stream'],
    ['n of 2', { n: 2 }, 'unsupported', 'n'],
    ['logprobs', { logprobs: true }, 'unsupported', 'logprobs'],
    ['top_logprobs', { top_logprobs: 3 }, 'unsupported', 'top_logprobs'],
    ['logit_bias', { logit_bias: { 50256: -100 } }, 'unsupported', 'logit_bias'],
    ['audio output', { modalities: ['text', 'audio'] }, 'unsupported', 'modalities'],
    ['temperature of 2.1', { temperature: 2.1 }, 'invalid_request', 'temperature'],
    ['top_p of 2', { top_p: 2 }, 'invalid_request', 'top_p'],
    ['max_tokens of 0', { max_tokens: 0 }, 'invalid_request', 'max_tokens'],
    ['a stop that is no string', { stop: ['a', 1] }, 'invalid_request', 'stop[1]'],
    ['an unknown effort', { reasoning_effort: 'constructor' }, 'invalid_request', 'reasoning_effort'],
    ['an unknown thinking type', { thinking: { type: 'x' } }, 'invalid_request', 'thinking.type'],
    ['an unknown format', { response_format: { type: 'grammar' } }, 'unsupported', 'response_format.type'],
    [
      'a schema that is missing',
      { response_format: { type: 'json_schema', json_schema: { name: 'a' } } },
      'invalid_request',
      'response_format.json_schema.schema',
    ],
    ['a server tool', { tools: [{ type: 'web_search' }] }, 'unsupported', 'tools[0].type'],
    [
      'a tool without a name',
      { tools: [{ type: 'function', function: {} }] },
      'invalid_request',
      'tools[0].function.name',
    ],
    ['a tool without a function', { tools: [{ type: 'function' }] }, 'invalid_request', 'tools[0].function'],
    ['a forced call without tools', { tool_choice: 'required' }, 'invalid_request', 'tool_choice'],
    [
      'a choice of a tool that is not there',
      { tools: [weather], tool_choice: { type: 'function', function: { name: 'x' } } },
      'invalid_request',
      'tool_choice',
    ],
    ['an unknown choice', { tools: [weather], tool_choice: 'sometimes' }, 'invalid_request', 'tool_choice'],
    [
      'a tool message without an id',
      { messages: [{ role: 'tool', content: '' }] },
      'invalid_request',
      'messages[0].tool_call_id',
    ],
    [
      'a call without an id',
      { messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f' } }] }] },
      'invalid_request',
      'messages[0].tool_calls[0].id',
    ],
    [
      'an image in the instructions',
      {
        messages: [
          {
            role: 'system',
            content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,aGk=' } }],
          },
        ],
      },
      'invalid_request',
      'messages[0].content',
    ],
    [
      'an image to fetch',
      content({ type: 'image_url', image_url: { url: 'https://a.b/c.png' } }),
      'unsupported',
      'messages[1].content[1].image_url.url',
    ],
    [
      'an image that is no base64',
      content({ type: 'image_url', image_url: { url: 'data:image/png;base64,a b*' } }),
      'invalid_request',
      'messages[1].content[1].image_url.url',
    ],
    [
      'a data URL without data',
      content({ type: 'image_url', image_url: { url: 'data:image/png;base64' } }),
      'invalid_request',
      'messages[1].content[1].image_url.url',
    ],
    [
      'an uploaded file',
      content({ type: 'file', file: { file_id: 'file-1' } }),
      'unsupported',
      'messages[1].content[1].file.file_id',
    ],
    [
      'a Word file',
      content({ type: 'file', file: { filename: 'a.docx', file_data: 'UEsDBA==' } }),
      'unsupported',
      'messages[1].content[1].file.file_data',
    ],
    [
      'a text file that is not UTF-8',
      content({ type: 'file', file: { file_data: 'data:text/plain;base64,/+8=' } }),
      'invalid_request',
      'messages[1].content[1].file.file_data',
    ],
    [
      'sound',
      content({ type: 'input_audio', input_audio: { data: 'aGk=', format: 'wav' } }),
      'invalid_request',
      'messages[1].content[1]',
    ],
    ['an unknown part', content({ type: 'hologram' }), 'unsupported', 'messages[1].content[1].type'],
    [
      'a tool result from the assistant',
      { messages: [{ role: 'assistant', content: [{ type: 'tool_result', tool_use_id: 'a' }] }] },
      'unsupported',
      'messages[0].content[0].type',
    ],
    [
      'an Anthropic image to fetch',
      content({ type: 'image', source: { type: 'url', url: 'http://10.0.0.1/' } }),
      'unsupported',
      'messages[1].content[1].source.url',
    ],
  ];
  for (const [what, members, code, param] of cases) {
    it(`is refused for ${what}, naming ${param}`, () => {
      expect(refusal(members)).toMatchObject({ code, param });
    });
  }

  it('is refused without a body', () => {
    expect(() => decodeRequest(null)).toThrow(AppError);
    expect(() => decodeRequest([])).toThrow(AppError);
  });

  it('is told that nothing is fetched, and what to send instead', () => {
    const { message } = refusal(content({ type: 'image_url', image_url: { url: 'https://a.b/c.png' } }));
    expect(message).toContain('data URL');
    expect(message).toContain('fetches nothing');
  });

  it('is told where a Responses body belongs', () => {
    expect(refusal({ messages: undefined, input: [] }).message).toContain('/v1/responses');
  });
});
