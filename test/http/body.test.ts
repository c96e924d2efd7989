import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../main/core/app-error.ts';
import { RawJson, stringifyJson } from '../../main/core/raw-json.ts';
import { parseJson } from '../../main/http/body/parse-json.ts';
import { ask, CALLERS, closeEdges, KEY, readError, startEdge } from './edge-fixture.ts';
import { openSocket, readAnswer, sendRaw } from './raw-client.ts';

afterEach(closeEdges);

const MB = 1024 * 1024;

function head(path: string, port: number, ...lines: string[]): string {
  const all = [`POST ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`, `x-api-key: ${KEY}`, ...lines];
  return `${all.join('\r\n')}\r\n\r\n`;
}

describe.each(CALLERS)('a request body from $name', (caller) => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
  ])('of type %s is refused with 415', async (type) => {
    const server = await startEdge();
    const response = await ask(server, caller, { headers: { 'content-type': type } });
    expect(response.status).toBe(415);
    expect((await readError(response)).message).toContain('application/json');
    expect(server.engine.requests).toEqual([]);
  });

  it('without a type is refused with 415, for a browser sends that without asking', async () => {
    const { port } = await startEdge();
    expect((await sendRaw(port, `${head(caller.path, port, 'content-length: 2')}{}`)).status).toBe(415);
  });

  it.each([
    ['bad JSON', '{"model": "m",, }', /not valid JSON.*position 14/],
    ['cut JSON', '{"model": "m"', /not valid JSON/],
    ['nothing', '', /empty/],
    ['a nest 200,000 deep', `{"a":${'['.repeat(200_000)}`, /nests deeper than 128 levels/],
    ['__proto__', '{"model":"m","__proto__":{"isAdmin":true}}', /__proto__/],
    ['__proto__ spelt with escapes', '{"model":"m","x":[{"\\u005f_proto\\u005F_":{}}]}', /__proto__/],
    [
      'a line break in the model name',
      JSON.stringify({ ...caller.body, model: 'a\r\nx-evil: 1' }),
      /control char|printable|model/,
    ],
  ])('holding %s is refused with 400', async (_name, body, message) => {
    const server = await startEdge();
    const response = await ask(server, caller, { body });
    expect(response.status).toBe(400);
    const error = await readError(response);
    expect(error.type).toBe('invalid_request_error');
    expect(error.message).toMatch(message);
    expect(server.engine.requests).toEqual([]);
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });

  it('that is not UTF-8 is refused with 400', async () => {
    const { url } = await startEdge();
    const body = Buffer.concat([Buffer.from('{"model":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const response = await fetch(url + caller.path, { method: 'POST', headers: caller.headers, body });
    expect(response.status).toBe(400);
    expect((await readError(response)).message).toContain('UTF-8');
  });

  it('keeps lone surrogates and NUL as they came', async () => {
    const server = await startEdge();
    const text = `a\u0000b${String.fromCharCode(0xd800)}c`;
    const response = await ask(server, caller, { body: { messages: [{ role: 'user', content: text }] } });
    expect(response.status).toBe(200);
    expect(server.engine.requests[0]?.messages[0]?.content[0]).toMatchObject({ type: 'text', text });
  });

  it('mentioning __proto__ in a text is fine', async () => {
    const server = await startEdge();
    const response = await ask(server, caller, {
      body: { messages: [{ role: 'user', content: 'x.__proto__' }] },
    });
    expect(response.status).toBe(200);
  });

  it('declared as 33 MB is refused at once, before any of it is sent', async () => {
    const { port } = await startEdge();
    const lines = ['content-type: application/json', `content-length: ${33 * MB}`];
    const answer = await sendRaw(port, head(caller.path, port, ...lines));
    expect(answer.status).toBe(413);
    expect(answer.tookMs).toBeLessThan(100);
    expect(answer.headers.get('connection')).toBe('close');
  });

  it('of 33 MB gets its answer even while it is being sent', async () => {
    const server = await startEdge();
    const body = JSON.stringify({ ...caller.body, padding: 'x'.repeat(33 * MB) });
    const response = await ask(server, caller, { body });
    expect(response.status).toBe(413);
    expect((await readError(response)).message).toContain('32 MB');
  });

  it('sent in chunks past the limit is refused with 413', async () => {
    const { port } = await startEdge({ limits: { bodyBytes: 64 * 1024 } });
    const socket = await openSocket(port);
    socket.write(head(caller.path, port, 'content-type: application/json', 'transfer-encoding: chunked'));
    const answer = readAnswer(socket);
    for (let i = 0; i < 10; i += 1) socket.write(`4000\r\n${'x'.repeat(0x4000)}\r\n`);
    expect((await answer).status).toBe(413);
    socket.destroy();
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('in %s is understood', async (encoding, compress) => {
    const server = await startEdge();
    const response = await fetch(server.url + caller.path, {
      method: 'POST',
      headers: { ...caller.headers, 'content-encoding': encoding },
      body: compress(JSON.stringify(caller.body)),
    });
    expect(response.status).toBe(200);
    expect(server.engine.requests[0]?.model).toBe('claude-sonnet-4-6');
  });

  it('that unfolds to 300 MB is refused with 413 at the price of the limit', async () => {
    const server = await startEdge();
    const bomb = gzipSync(Buffer.alloc(300 * MB, 0x20));
    const before = process.memoryUsage().rss;
    const response = await fetch(server.url + caller.path, {
      method: 'POST',
      headers: { ...caller.headers, 'content-encoding': 'gzip' },
      body: bomb,
    });
    expect(response.status).toBe(413);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * MB);
  });

  it('in an unknown or broken encoding is refused', async () => {
    const server = await startEdge();
    const unknown = await ask(server, caller, { headers: { 'content-encoding': 'zstd' } });
    expect(unknown.status).toBe(415);
    const broken = await ask(server, caller, { headers: { 'content-encoding': 'gzip' } });
    expect(broken.status).toBe(400);
  });

  it('is asked for only when it is wanted, from a client that waits for 100-continue', async () => {
    const server = await startEdge();
    const body = JSON.stringify(caller.body);
    const lines = [
      'content-type: application/json',
      'expect: 100-continue',
      `content-length: ${body.length}`,
    ];
    const socket = await openSocket(server.port);
    const first = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.write(head(caller.path, server.port, ...lines));
    expect(await first).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const answer = readAnswer(socket);
    socket.write(body);
    expect((await answer).status).toBe(200);
    socket.destroy();
    const refused = head(caller.path, server.port, 'expect: 100-continue', 'content-length: 5');
    expect((await sendRaw(server.port, refused)).status).toBe(415);
  });
});

describe('parsing JSON', () => {
  it('agrees with JSON.parse on everything within a double', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        expect(stringifyJson(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('keeps every digit of integers beyond 2^53, wherever they stand', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.string(), (number, text) => {
        const body = `{"a":[${number}],"n${number}":${JSON.stringify(text)},"b":1.5,"c":1}`;
        expect(stringifyJson(parseJson(body))).toBe(
          JSON.stringify(JSON.parse(body)).replace(/\[[^\]]*\]/, `[${number}]`),
        );
      }),
    );
  });

  it('leaves safe integers, fractions and digits inside strings as they are', () => {
    const value = parseJson(
      '{"big":12345678901234567890,"safe":9007199254740991,"f":0.1234567890123456,"s":"12345678901234567890"}',
    );
    expect(value).toEqual({
      big: new RawJson('12345678901234567890'),
      safe: 9007199254740991,
      f: 0.1234567890123456,
      s: '12345678901234567890',
    });
  });

  it('takes the last of repeated members, with or without large numbers', () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parseJson('{"a":1,"a":2,"b":12345678901234567890}')).toMatchObject({ a: 2 });
  });

  it('accepts exactly 128 levels', () => {
    const nest = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
    expect(() => parseJson(nest(128))).not.toThrow();
    expect(() => parseJson(nest(129))).toThrow(AppError);
    expect(() => parseJson(`["${'['.repeat(500)}\\"${'['.repeat(500)}\\\\"]`)).not.toThrow();
  });

  it('throws nothing but a 400 on any text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '1',
      '"a"',
      'null',
      '__proto__',
      '12345678901234567890',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        try {
          parseJson(parts.join(''));
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request' });
        }
      }),
    );
  });

  it('scans a megabyte of text in milliseconds', () => {
    const body = JSON.stringify({ messages: [{ content: 'word \\ "quoted" \n'.repeat(60_000) }] });
    const started = performance.now();
    parseJson(body);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
