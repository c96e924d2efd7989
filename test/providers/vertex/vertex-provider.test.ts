import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CheckStep } from '../../../main/core/check-step.ts';
import { decodeGeminiRequest } from '../../../main/dialects/gemini/decode-request.ts';
import { type GoogleServer, makePrivateKey, startGoogle } from './google-server.ts';
import { claudeStream, geminiStream, sse } from './vertex-answers.ts';
import { ask, makeProvider, makeRequest, movedClock, never } from './vertex-fixture.ts';

const privateKey = makePrivateKey();
let clock = movedClock();
let google: GoogleServer;
beforeEach(async () => {
  clock = movedClock();
  google = await startGoogle({ now: () => clock.now(), privateKey });
  google.answer(({ path }) =>
    path.includes('/anthropic/') ? claudeStream('Grüße 🦊') : geminiStream('Grüße 🦊'),
  );
});
afterEach(() => google.close());

function provider(options: Parameters<typeof makeProvider>[1] = {}) {
  return makeProvider(google.url, { clock, keyFile: google.keyFile, ...options });
}

function refusal(code: number, status: string, message: string, reason?: string) {
  const details =
    reason === undefined
      ? []
      : [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }];
  return { status: code, body: JSON.stringify({ error: { code, message, status, details } }) };
}

const said = (answer: { blocks: readonly { text: string }[] }) =>
  answer.blocks.map((block) => block.text).join('');

const PROOF = Buffer.from('a proof of vertex').toString('base64');

/** A turn that a client of Vertex sends back with its proof. */
function provenRequest() {
  const call = { functionCall: { id: 'c1', name: 'f', args: {} }, thoughtSignature: PROOF };
  const result = { functionResponse: { id: 'c1', name: 'f', response: { output: 'x' } } };
  const contents = [
    { role: 'user', parts: [{ text: 'hi' }] },
    { role: 'model', parts: [call] },
    { role: 'user', parts: [result] },
  ];
  return decodeGeminiRequest(
    { contents },
    { model: 'gemini-3-pro-preview', stream: true, backend: 'vertex' },
  );
}

describe('a Vertex provider', () => {
  it('sends Claude by streamRawPredict, model in the path and version in the body', async () => {
    const request = makeRequest(
      { model: 'claude-sonnet-4-5', service_tier: 'auto' },
      { 'anthropic-beta': 'context-1m-2025-08-07,files-api-2025-04-14' },
    );
    const { sent, answer } = await ask(provider(), request);
    expect(said(answer)).toBe('Grüße 🦊');
    expect(answer).toMatchObject({ stopReason: 'end_turn', usage: { inputTokens: 9, outputTokens: 5 } });
    expect(sent.requestId).toBe('req_vrtx_1');
    const call = google.calls[0];
    expect(call?.path).toBe(
      '/v1/projects/my-project/locations/europe-west4/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict',
    );
    expect(call?.body).toEqual({
      anthropic_version: 'vertex-2023-10-16',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'hi' }],
      stream: true,
    });
    expect(call?.headers['anthropic-beta']).toBe('context-1m-2025-08-07');
    expect(sent.warnings).toEqual([
      { code: 'dropped', param: 'anthropic-beta', detail: 'files-api-2025-04-14' },
      { code: 'dropped', param: 'service_tier', detail: 'Vertex does not take it' },
    ]);
  });

  it('sends Gemini by streamGenerateContent', async () => {
    const { answer } = await ask(provider(), makeRequest({ model: 'gemini-2.5-flash' }));
    expect(said(answer)).toBe('Grüße 🦊');
    expect(answer).toMatchObject({ stopReason: 'end_turn', usage: { inputTokens: 9, outputTokens: 5 } });
    const call = google.calls[0];
    expect(call?.path).toBe(
      '/v1/projects/my-project/locations/europe-west4/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
    );
    expect(call?.body).toMatchObject({ contents: [{ role: 'user', parts: [{ text: 'hi' }] }] });
  });

  it('names the quota project where there is one', async () => {
    await ask(provider({ config: { quotaProject: 'billing-project' } }), makeRequest());
    expect(google.calls[0]?.headers['x-goog-user-project']).toBe('billing-project');
  });

  it('sends Gemini once more without proofs that Google no longer takes', async () => {
    google.answer(({ body }) =>
      JSON.stringify(body).includes(PROOF)
        ? refusal(400, 'INVALID_ARGUMENT', 'Invalid thought signature in the history.')
        : geminiStream('ok'),
    );
    const { sent, answer } = await ask(provider(), provenRequest());
    expect(said(answer)).toBe('ok');
    expect(google.calls).toHaveLength(2);
    expect(sent.warnings).toContainEqual(expect.objectContaining({ code: 'dropped', param: 'messages' }));
  });

  it('sends Claude once more without flags that Vertex does not take', async () => {
    google.answer(({ headers }) =>
      headers['anthropic-beta'] === undefined
        ? claudeStream('ok')
        : {
            status: 400,
            body: '{"type":"error","error":{"type":"invalid_request_error","message":"Unexpected value(s) `x` for the `anthropic-beta` header."}}',
          },
    );
    const { sent, answer } = await ask(
      provider(),
      makeRequest({}, { 'anthropic-beta': 'context-1m-2025-08-07' }),
    );
    expect(said(answer)).toBe('ok');
    expect(sent.warnings).toEqual([
      { code: 'dropped', param: 'anthropic-beta', detail: 'context-1m-2025-08-07' },
    ]);
  });

  it('counts Claude and Gemini at their own counters, and guesses when they do not answer', async () => {
    google.answer(({ path }) => ({
      body: path.includes('anthropic') ? '{"input_tokens":21}' : '{"totalTokens":22}',
    }));
    const vertex = provider();
    const counted = async (name: string) => {
      const model = await vertex.resolve(name);
      if (model === undefined) throw new Error(name);
      return vertex.countTokens(makeRequest({ model: name }), model, never);
    };
    expect(await counted('claude-sonnet-4-5')).toEqual({ inputTokens: 21, estimated: false });
    expect(google.calls[0]?.path).toMatch(/publishers\/anthropic\/models\/count-tokens:rawPredict$/);
    expect(google.calls[0]?.body).toMatchObject({ model: 'claude-sonnet-4-5@20250929' });
    expect(await counted('gemini-2.5-pro')).toEqual({ inputTokens: 22, estimated: false });
    google.answer(() => refusal(503, 'UNAVAILABLE', 'The service is currently unavailable.'));
    expect(await counted('gemini-2.5-pro')).toMatchObject({ estimated: true });
  });

  it('lists Claude from its table and the chat models of Google’s list', async () => {
    google.answer(() => ({
      body: JSON.stringify({
        publisherModels: [
          { name: 'publishers/google/models/gemini-9-pro' },
          { name: 'publishers/google/models/gemini-embedding-001' },
          { name: 'publishers/google/models/imagen-4' },
        ],
      }),
    }));
    const ids = (await provider().list()).map(({ id }) => id);
    expect(ids).toContain('claude-sonnet-4-5@20250929');
    expect(ids.filter((id) => !id.startsWith('claude'))).toEqual(['gemini-9-pro']);
    expect(google.calls[0]?.path).toBe('/v1beta1/publishers/google/models?pageSize=1000');
  });

  it.each([
    ['claude-haiku-4-5', 'claude-haiku-4-5@20251001'],
    ['claude-haiku-4-5-20251001', 'claude-haiku-4-5@20251001'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5@20250929'],
    ['publishers/anthropic/models/claude-opus-4-6', 'claude-opus-4-6'],
    ['publishers/google/models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['coder', 'claude-opus-5'],
    ['gpt-5', undefined],
  ])('calls %s by the id %s', async (name, id) => {
    const vertex = provider({ config: { models: { coder: 'claude-opus-5' } } });
    expect((await vertex.resolve(name))?.id).toBe(id);
  });

  it.each([
    ['global', 'global', 'global'],
    ['eu', 'geo', 'eu'],
    ['europe-west4', 'in-region', 'eu'],
    ['europe-west2', 'in-region', 'uk'],
    ['us-east5', 'in-region', 'us'],
    ['asia-northeast1', 'in-region', 'jp'],
  ])('in %s keeps data %s of %s', async (location, scope, geography) => {
    expect(await provider({ config: { location } }).resolve('claude-opus-5')).toMatchObject({
      scope,
      geography,
    });
  });
});

describe('tokens of a service account', () => {
  it('are asked for once however many requests wait, and used until shortly before their end', async () => {
    const vertex = provider();
    await Promise.all(Array.from({ length: 5 }, () => ask(vertex, makeRequest())));
    clock.skip(54 * 60_000);
    await ask(vertex, makeRequest());
    expect(google.issued).toHaveLength(1);
  });

  it('are renewed beside the requests in the last five minutes, and before them in the last one', async () => {
    const vertex = provider();
    await ask(vertex, makeRequest());
    clock.skip(56 * 60_000);
    await ask(vertex, makeRequest());
    expect(google.calls.at(-1)?.headers.authorization).toBe('Bearer ya29.token-0');
    await expect.poll(() => google.issued.length).toBe(2);
    await ask(vertex, makeRequest());
    expect(google.calls.at(-1)?.headers.authorization).toBe('Bearer ya29.token-1');
    clock.skip(59.5 * 60_000);
    await ask(vertex, makeRequest());
    expect(google.calls.at(-1)?.headers.authorization).toBe('Bearer ya29.token-2');
  });

  it('that were revoked are replaced, and the request is sent again', async () => {
    const vertex = provider();
    await ask(vertex, makeRequest());
    google.revoke('ya29.token-0');
    expect(said((await ask(vertex, makeRequest())).answer)).toBe('Grüße 🦊');
    expect(google.issued).toHaveLength(2);
  });

  it('are refused for a key that Google does not know, without a word of the key', async () => {
    const other = await startGoogle({ now: () => clock.now(), privateKey: makePrivateKey() });
    const stolen = { ...JSON.parse(other.keyFile), token_uri: `${google.url}/token` };
    await other.close();
    const failed = ask(provider({ keyFile: JSON.stringify(stolen) }), makeRequest());
    await expect(failed).rejects.toMatchObject({ code: 'upstream_authentication', retry: 'next' });
    await expect(failed).rejects.toThrow(/Invalid JWT Signature.*deleted or disabled/);
    await failed.catch((error: Error) => expect(error.message).not.toContain('PRIVATE KEY'));
  });

  it.each([
    ['is missing', undefined, /the keychain holds none/],
    ['is no JSON', 'hello', /no JSON object/],
    ['is another file', '{"type":"authorized_user"}', /"type" is not "service_account"/],
    ['has no mail address', '{"type":"service_account"}', /no "client_email"/],
    ['has no key', '{"type":"service_account","client_email":"a@b"}', /no "private_key"/],
    [
      'would be sent in the clear',
      '{"type":"service_account","client_email":"a@b","private_key":"-----BEGIN PRIVATE KEY-----","token_uri":"http://evil.example/token"}',
      /not an https/,
    ],
    [
      'has a damaged key',
      '{"type":"service_account","client_email":"a@b","private_key":"-----BEGIN PRIVATE KEY-----\\nx"}',
      /private key of the service account is damaged/,
    ],
  ])('whose key file %s are an error that says so', async (_, keyFile, message) => {
    const vertex = makeProvider(google.url, { clock, keyFile });
    await expect(ask(vertex, makeRequest())).rejects.toThrow(message);
    expect(google.calls).toHaveLength(0);
  });
});

describe('application default credentials', () => {
  it('come from the file named in the environment, by Google’s own library', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'krouter-adc-'));
    const subjectFile = join(folder, 'subject');
    writeFileSync(subjectFile, 'subject-token-1');
    const seen: string[] = [];
    const sts = createServer(async (request, response) => {
      seen.push(await text(request));
      const body = {
        access_token: 'ya29.federated',
        expires_in: 3600,
        token_type: 'Bearer',
        issued_token_type: 'x',
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((done) => sts.listen(0, '127.0.0.1', done));
    const address = sts.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const credentialFile = join(folder, 'adc.json');
    const pool = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q';
    writeFileSync(
      credentialFile,
      JSON.stringify({
        type: 'external_account',
        audience: pool,
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: `http://127.0.0.1:${address.port}/v1/token`,
        credential_source: { file: subjectFile },
      }),
    );
    const vertex = provider({
      config: { credentials: { source: 'adc' } },
      env: { GOOGLE_APPLICATION_CREDENTIALS: credentialFile },
    });
    await expect(ask(vertex, makeRequest())).rejects.toMatchObject({ code: 'upstream_authentication' });
    expect(new URLSearchParams(seen[0]).get('subject_token')).toBe('subject-token-1');
    expect(new URLSearchParams(seen[0]).get('audience')).toBe(pool);
    sts.close();
  });

  it('that cannot be read are an error that says how to sign in', async () => {
    const vertex = provider({
      config: { credentials: { source: 'adc' } },
      env: { GOOGLE_APPLICATION_CREDENTIALS: '/nowhere/adc.json' },
    });
    await expect(ask(vertex, makeRequest())).rejects.toThrow(/gcloud auth application-default login/);
  });
});

describe('refusals of Vertex', () => {
  it.each([
    [
      'a missing role',
      refusal(
        403,
        'PERMISSION_DENIED',
        "Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/my-project' (or it may not exist).",
        'IAM_PERMISSION_DENIED',
      ),
      'permission',
      /roles\/aiplatform\.user/,
    ],
    [
      'a disabled API',
      refusal(
        403,
        'PERMISSION_DENIED',
        'Vertex AI API has not been used in project 1 before or it is disabled.',
        'SERVICE_DISABLED',
      ),
      'permission',
      /Enable the Vertex AI API/,
    ],
    [
      'a model that is not enabled',
      refusal(
        404,
        'NOT_FOUND',
        'Publisher Model `projects/my-project/locations/l/publishers/anthropic/models/m` was not found or your project does not have access to it.',
      ),
      'model_not_found',
      /Model Garden/,
    ],
    [
      'terms not accepted',
      refusal(400, 'FAILED_PRECONDITION', 'The publisher terms are not accepted.'),
      'permission',
      /terms in Model Garden/,
    ],
    [
      'a used-up quota',
      refusal(
        429,
        'RESOURCE_EXHAUSTED',
        'Quota exceeded for aiplatform.googleapis.com/online_prediction_requests.',
      ),
      'rate_limited',
      /can be raised/,
    ],
    [
      "the model's own error",
      {
        status: 400,
        body: '{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 9 tokens > 8 maximum"}}',
      },
      'context_length_exceeded',
      /prompt is too long/,
    ],
  ])('for %s say what to do', async (_, reply, code, message) => {
    google.answer(() => reply);
    const failed = ask(provider(), makeRequest());
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(message);
  });

  it('in mid-stream end the answer with the error', async () => {
    const broken = [
      { type: 'message_start', message: { id: 'm', usage: {} } },
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
    ];
    google.answer(() => sse(broken, true));
    await expect(ask(provider(), makeRequest())).rejects.toMatchObject({ code: 'overloaded' });
  });
});

async function stepsOf(vertex: ReturnType<typeof provider>): Promise<CheckStep[]> {
  const steps: CheckStep[] = [];
  for await (const step of vertex.check(never)) steps.push(step);
  return steps;
}

describe('the check of a Vertex provider', () => {
  it('shows a token, the list and an answer', async () => {
    google.answer(({ path }) =>
      path.includes(':') ? claudeStream('ready') : { body: '{"publisherModels":[]}' },
    );
    const steps = await stepsOf(provider());
    expect(steps.map(({ name, ok }) => [name, ok])).toEqual([
      ['credentials', true],
      ['models', true],
      ['answer', true],
    ]);
  });

  it('stops at the token where there is none', async () => {
    const [only, ...rest] = await stepsOf(makeProvider(google.url, { clock }));
    expect(only).toMatchObject({ name: 'credentials', ok: false });
    expect(rest).toEqual([]);
  });

  it('names the role that is missing', async () => {
    const denied = refusal(403, 'PERMISSION_DENIED', "Permission 'aiplatform.endpoints.predict' denied.");
    google.answer(({ path }) => (path.includes(':') ? denied : { body: '{}' }));
    const answer = (await stepsOf(provider())).find(({ name }) => name === 'answer');
    expect(answer).toMatchObject({ ok: false, fix: expect.stringContaining('roles/aiplatform.user') });
  });
});
