import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../main/core/app-error.ts';
import { antigravityProtocol } from '../../../main/dialects/antigravity/antigravity-protocol.ts';
import { openProof, sealProof } from '../../../main/dialects/openai-vocabulary/sealed-proof.ts';
import { scenarios } from '../gemini/stream-scenarios.ts';
import { type ProtocolServer, startProtocolServer } from '../vertex/protocol-server.ts';

let server: ProtocolServer;
beforeAll(async () => {
  server = await startProtocolServer(antigravityProtocol, [
    { id: 'pair', displayName: 'Pair', contextTokens: 9 },
  ]);
});
afterAll(() => server.close());

function call(method: string, body: unknown) {
  return fetch(`${server.url}/v1internal:${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ya29.secret' },
    body: JSON.stringify(body),
  });
}

const json = async (response: Promise<Response>): Promise<unknown> => (await response).json();

/** As gemini-cli sends it. */
const envelope = {
  model: 'gemini-2.5-pro',
  project: 'my-project',
  user_prompt_id: 'p1',
  request: {
    contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
    systemInstruction: { role: 'user', parts: [{ text: 'Be brief.' }] },
    tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: { type: 'object' } }] }],
    generationConfig: { temperature: 1, thinkingConfig: { includeThoughts: true } },
    session_id: 's1',
  },
  enabled_credit_types: ['GOOGLE_ONE_AI'],
};

/** gemini-cli's reader: lines that begin with `data: ` are a record once a blank line comes; a last one without is lost. */
function readAsGeminiCli(text: string): unknown[] {
  const records: unknown[] = [];
  let lines: string[] = [];
  for (const line of text.split(/\r?\n/).slice(0, -1)) {
    if (line.startsWith('data: ')) lines.push(line.slice(6));
    else if (line === '' && lines.length > 0) {
      records.push(JSON.parse(lines.join('\n')));
      lines = [];
    }
  }
  return records;
}

describe('the chat of Code Assist', () => {
  it('is opened like Gemini’s own, the model beside the request', async () => {
    server.replyWith(scenarios.text);
    await call('generateContent', envelope);
    expect(server.requests.at(-1)).toMatchObject({
      dialect: 'antigravity',
      model: 'gemini-2.5-pro',
      stream: false,
      system: [{ text: 'Be brief.' }],
      tools: [{ name: 'f' }],
      reasoning: { mode: 'adaptive', display: 'summarized' },
    });
    expect(JSON.stringify(server.requests.at(-1))).not.toContain('ya29');
  });

  it('is answered whole in the envelope', async () => {
    server.replyWith(scenarios['parallel-tools']);
    expect(await json(call('generateContent', envelope))).toMatchObject({
      traceId: 'req_01JABC',
      response: {
        candidates: [
          {
            finishReason: 'STOP',
            content: {
              parts: [
                { text: 'Two calls.' },
                { functionCall: { id: 'a', args: { city: 'Oslo' } } },
                { functionCall: { id: 'b', args: {} } },
              ],
            },
          },
        ],
        usageMetadata: { totalTokenCount: 49 },
      },
    });
  });

  it('is streamed so that gemini-cli reads every record', async () => {
    server.replyWith(scenarios.thinking);
    const records = readAsGeminiCli(await (await call('streamGenerateContent?alt=sse', envelope)).text());
    expect(records.length).toBeGreaterThan(3);
    for (const record of records)
      expect(record).toMatchObject({ traceId: 'req_01JABC', response: { candidates: [{ index: 0 }] } });
    expect(records.at(-1)).toMatchObject({
      response: { candidates: [{ finishReason: 'STOP', content: { parts: [{ text: '' }] } }] },
    });
  });

  it('breaks off without a finish when the answer does', async () => {
    server.replyWith(scenarios.error);
    const records = readAsGeminiCli(await (await call('streamGenerateContent?alt=sse', envelope)).text());
    expect(records.at(-1)).toMatchObject({ error: { code: 503, status: 'UNAVAILABLE' } });
    expect(records.at(-1)).not.toHaveProperty('response');
    expect(JSON.stringify(records)).not.toContain('finishReason');
  });

  it('keeps Claude’s proof for the next turn', async () => {
    server.replyWith(scenarios['thinking-tool']);
    const text = JSON.stringify(await json(call('generateContent', envelope)));
    const proof = /"thoughtSignature":"([^"]+)"/.exec(text)?.[1] ?? '';
    expect(openProof(proof)).toMatchObject({
      dialect: 'anthropic',
      value: 'EqQBCkYIARgC',
      text: 'Ask the tool.',
    });
    const signed = {
      role: 'model',
      parts: [{ functionCall: { name: 'f', id: 'a', args: {} }, thoughtSignature: proof }],
    };
    await call('generateContent', {
      ...envelope,
      request: { contents: [...envelope.request.contents, signed] },
    });
    expect(server.requests.at(-1)?.messages[1]?.content).toMatchObject([
      { type: 'thinking', signature: 'EqQBCkYIARgC' },
      { type: 'tool-use' },
    ]);
  });

  it('seals a proof of Code Assist as that backend’s', async () => {
    const signed = { role: 'model', parts: [{ text: 'x', thoughtSignature: 'Z2Vu' }] };
    await call('generateContent', {
      ...envelope,
      request: { contents: [...envelope.request.contents, signed] },
    });
    expect(server.requests.at(-1)?.messages[1]?.content[0]).toMatchObject({
      signature: sealProof({ dialect: 'antigravity', kind: 'thinking', value: 'Z2Vu' }),
    });
  });

  it('is refused in Google’s words', async () => {
    const broken = await call('generateContent', { model: 'm' });
    expect([broken.status, await broken.json()]).toMatchObject([
      400,
      { error: { status: 'INVALID_ARGUMENT', message: expect.stringContaining('request') } },
    ]);
    server.replyWith(new AppError({ code: 'rate_limited', message: 'Slow.', retryAfterMs: 3000 }));
    expect(await json(call('generateContent', envelope))).toMatchObject({
      error: { code: 429, details: [{ retryDelay: '3s' }, {}] },
    });
  });

  it('counts', async () => {
    expect(
      await json(
        call('countTokens', {
          request: { model: 'models/gemini-2.5-pro', contents: envelope.request.contents },
        }),
      ),
    ).toEqual({ totalTokens: 42 });
    expect(server.requests.at(-1)?.model).toBe('gemini-2.5-pro');
  });
});

describe('what gemini-cli asks about the account', () => {
  it.each([
    [
      'loadCodeAssist',
      {
        currentTier: { id: 'standard-tier' },
        allowedTiers: [{ id: 'standard-tier', isDefault: true }],
        cloudaicompanionProject: 'local',
      },
    ],
    ['onboardUser', { done: true, response: { cloudaicompanionProject: { id: 'local' } } }],
    ['retrieveUserQuota', { buckets: [] }],
    ['fetchAvailableModels', { models: { pair: { displayName: 'Pair', maxTokens: 9 } } }],
    ['setCodeAssistGlobalUserSetting', { freeTierDataCollectionOptin: false }],
    ['fetchAdminControls', {}],
    ['listExperiments', {}],
    ['recordCodeAssistMetrics', {}],
  ])('%s', async (method, answer) => {
    expect(await json(call(method, { metadata: {} }))).toMatchObject(answer);
  });

  it('getCodeAssistGlobalUserSetting and an operation, with GET', async () => {
    expect(await json(fetch(`${server.url}/v1internal:getCodeAssistGlobalUserSetting`))).toEqual({
      freeTierDataCollectionOptin: false,
    });
    expect(await json(fetch(`${server.url}/v1internal/operations/local`))).toMatchObject({ done: true });
  });
});
