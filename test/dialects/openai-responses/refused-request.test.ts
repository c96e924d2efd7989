import { describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { decodeRequest } from '../../../main/dialects/openai-responses/decode-request.ts';

const user = { role: 'user', content: 'hi' };

function decode(members: object) {
  return decodeRequest({ model: 'm', input: [user], ...members });
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

function item(value: unknown): object {
  return { input: [user, value] };
}

function content(part: unknown): object {
  return item({ role: 'user', content: [{ type: 'input_text', text: 'a' }, part] });
}

const weather = { type: 'function', name: 'weather' };

describe('a request that cannot be served', () => {
  const cases: readonly (readonly [string, object, string, string])[] = [
    ['no model', { model: undefined }, 'invalid_request', 'model'],
    ['an empty model', { model: ' ' }, 'invalid_request', 'model'],
    ['no input', { input: undefined }, 'invalid_request', 'input'],
    ['empty input', { input: '' }, 'invalid_request', 'input'],
    ['an input without items', { input: [] }, 'invalid_request', 'input'],
    ['an item that is no object', item('hi'), 'invalid_request', 'input[1]'],
    ['a Chat Completions body', { input: undefined, messages: [user] }, 'invalid_request', 'input'],
    ['an unknown role', item({ role: 'tool', content: '' }), 'invalid_request', 'input[1].role'],
    ['an earlier response', { previous_response_id: 'resp_1' }, 'unsupported', 'previous_response_id'],
    ['a stored conversation', { conversation: { id: 'conv_1' } }, 'unsupported', 'conversation'],
    ['a stored prompt', { prompt: { id: 'pmpt_1' } }, 'unsupported', 'prompt'],
    ['work in the background', { background: true }, 'unsupported', 'background'],
    ['a stored item', item({ type: 'item_reference', id: 'msg_1' }), 'unsupported', 'input[1]'],
    ['a stored item without a type', item({ id: 'msg_1' }), 'unsupported', 'input[1]'],
    ['a compaction', item({ type: 'compaction', encrypted_content: 'x' }), 'unsupported', 'input[1]'],
    ['a compaction to make', item({ type: 'compaction_trigger' }), 'unsupported', 'input[1]'],
    ['logprobs', { include: ['message.output_text.logprobs'] }, 'unsupported', 'include'],
    ['top_logprobs', { top_logprobs: 3 }, 'unsupported', 'top_logprobs'],
    ['stream as text', { stream: 'yes' }, 'invalid_request', 'stream'],
    ['metadata as text', { metadata: 'x' }, 'invalid_request', 'metadata'],
    ['instructions as a number', { instructions: 1 }, 'invalid_request', 'instructions'],
    ['temperature of 2.1', { temperature: 2.1 }, 'invalid_request', 'temperature'],
    ['max_output_tokens of 0', { max_output_tokens: 0 }, 'invalid_request', 'max_output_tokens'],
    ['an unknown effort', { reasoning: { effort: 'constructor' } }, 'invalid_request', 'reasoning.effort'],
    ['an unknown format', { text: { format: { type: 'grammar' } } }, 'unsupported', 'text.format.type'],
    [
      'a schema that is missing',
      { text: { format: { type: 'json_schema', name: 'a' } } },
      'invalid_request',
      'text.format.schema',
    ],
    ['a tool without a name', { tools: [{ type: 'function' }] }, 'invalid_request', 'tools[0].name'],
    [
      'a tool with an empty name',
      { tools: [{ type: 'custom', name: '' }] },
      'invalid_request',
      'tools[0].name',
    ],
    [
      'a nameless tool in a namespace',
      { tools: [{ type: 'namespace', name: 'n', tools: [{ type: 'function' }] }] },
      'invalid_request',
      'tools[0].tools[0].name',
    ],
    [
      'additional tools that are none',
      item({ type: 'additional_tools', tools: 1 }),
      'invalid_request',
      'input[1].tools',
    ],
    ['a forced call without tools', { tool_choice: 'required' }, 'invalid_request', 'tool_choice'],
    [
      'a forced tool of OpenAI',
      { tools: [weather], tool_choice: { type: 'web_search_preview' } },
      'unsupported',
      'tool_choice.type',
    ],
    [
      'a choice among tools of OpenAI only',
      {
        tools: [weather],
        tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'mcp' }] },
      },
      'unsupported',
      'tool_choice',
    ],
    [
      'a choice of a tool that is not there',
      { tools: [weather], tool_choice: { type: 'function', name: 'x' } },
      'invalid_request',
      'tool_choice',
    ],
    ['an unknown choice', { tools: [weather], tool_choice: 'sometimes' }, 'invalid_request', 'tool_choice'],
    [
      'a call without an id',
      item({ type: 'function_call', name: 'f' }),
      'invalid_request',
      'input[1].call_id',
    ],
    [
      'a shell call without an action',
      item({ type: 'shell_call', call_id: 'c' }),
      'invalid_request',
      'input[1].action',
    ],
    [
      'an output without an id',
      item({ type: 'function_call_output', output: '' }),
      'invalid_request',
      'input[1].call_id',
    ],
    [
      'an image in the instructions',
      item({
        role: 'developer',
        content: [{ type: 'input_image', image_url: 'data:image/png;base64,aGk=' }],
      }),
      'invalid_request',
      'input[1].content',
    ],
    [
      'an image to fetch',
      content({ type: 'input_image', image_url: 'https://a.b/c.png' }),
      'unsupported',
      'input[1].content[1].image_url',
    ],
    [
      'an uploaded image',
      content({ type: 'input_image', file_id: 'file-1' }),
      'unsupported',
      'input[1].content[1].file_id',
    ],
    [
      'an uploaded file',
      content({ type: 'input_file', file_id: 'file-1' }),
      'unsupported',
      'input[1].content[1].file_id',
    ],
    [
      'a file to fetch',
      content({ type: 'input_file', file_url: 'http://10.0.0.1/' }),
      'unsupported',
      'input[1].content[1].file_url',
    ],
    [
      'a Word file',
      content({ type: 'input_file', filename: 'a.docx', file_data: 'UEsDBA==' }),
      'invalid_request',
      'input[1].content[1].file_data',
    ],
    ['sound', content({ type: 'input_audio', input_audio: {} }), 'unsupported', 'input[1].content[1]'],
    ['an unknown part', content({ type: 'hologram' }), 'unsupported', 'input[1].content[1].type'],
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

  it('is told what to send instead', () => {
    expect(refusal({ previous_response_id: 'r' }).message).toContain('whole conversation in input');
    expect(refusal({ input: undefined, messages: [] }).message).toContain('/v1/chat/completions');
    expect(refusal(content({ type: 'input_image', image_url: 'http://a/' })).message).toContain('data:image');
  });
});
