import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAwsEventStreamDecoder } from '../../../../main/framing/aws-event-stream.ts';
import { decodeFrame, unwrapChunk } from '../../../../main/providers/bedrock/stream/decode-frame.ts';
import { encodeExceptionFrame, encodeFrame } from '../../../framing/aws-frames.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('unwrapChunk', () => {
  it('gives the wrapped text, with and without padding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[A-Za-z0-9]*$/), (text, padding) => {
        expect(unwrapChunk(utf8(JSON.stringify({ bytes: base64(text) })))).toBe(text);
        expect(unwrapChunk(utf8(JSON.stringify({ bytes: base64(text), p: padding })))).toBe(text);
      }),
    );
  });

  it.each([
    ['escaped slashes', `{"bytes":"${base64('???>>>').replaceAll('/', '\\/')}","p":"x"}`],
    ['escaped letters', `{"bytes":"${base64('???>>>').replace('P', '\\u0050')}"}`],
    [
      'four escaped letters, which keep the length whole',
      `{"bytes":"${[...base64('???>>>')].map((letter, at) => (at < 4 ? `\\u00${letter.charCodeAt(0).toString(16)}` : letter)).join('')}"}`,
    ],
    ['other member order', `{"p":"abc","bytes":"${base64('???>>>')}"}`],
    ['white space', `{ "bytes" : "${base64('???>>>')}" }`],
    [
      'a second "bytes", of which JSON takes the last',
      `{"bytes":"AAAA","p":"x","bytes":"${base64('???>>>')}"}`,
    ],
    ['a quote inside the padding', `{"bytes":"${base64('???>>>')}","p":"a\\"}"}`],
    ['missing padding of the base64', `{"bytes":"${base64('???>>>a').replaceAll('=', '')}"}`],
  ])('reads exactly what JSON would: %s', (_, payload) => {
    expect(unwrapChunk(utf8(payload))).toMatch(/^\?\?\?>>>a?$/);
  });

  it('finds nothing in anything else', () => {
    for (const payload of ['', '{}', '[]', '{"bytes":1}', '{"bytes":"AAAA"', '{"bytes":"AAAA"}}', 'null']) {
      expect(unwrapChunk(utf8(payload))).toBeUndefined();
    }
  });
});

describe('decodeFrame', () => {
  const decode = (bytes: Uint8Array) => {
    const [frame] = createAwsEventStreamDecoder().push(bytes);
    return frame === undefined ? undefined : decodeFrame(frame);
  };

  it.each([
    ['throttlingException', 429],
    ['serviceUnavailableException', 503],
    ['modelNotReadyException', 503],
    ['internalServerException', 500],
    ['modelTimeoutException', 408],
    ['validationException', 400],
    ['accessDeniedException', 403],
    ['resourceNotFoundException', 404],
    ['ThrottlingException', 429],
    ['somethingNewException', 500],
  ])('knows the status of %s', (name, status) => {
    expect(decode(encodeExceptionFrame(name, { message: 'words' }))).toMatchObject({
      status,
      name,
      message: 'words',
    });
  });

  it('reads the model’s own status and message of a model stream error', () => {
    const body = { message: 'outer', originalStatusCode: 529, originalMessage: 'Overloaded' };
    expect(decode(encodeExceptionFrame('modelStreamErrorException', body))).toMatchObject({
      status: 424,
      originalStatus: 529,
      message: 'Overloaded',
    });
  });

  it('reads error frames, whose payload is empty', () => {
    const headers = { ':message-type': 'error', ':error-code': 'InternalError', ':error-message': 'words' };
    expect(decode(encodeFrame(headers, ''))).toMatchObject({
      status: 500,
      name: 'InternalError',
      message: 'words',
    });
  });

  it('passes over event types it does not know', () => {
    const headers = { ':message-type': 'event', ':event-type': 'initial-response' };
    expect(decode(encodeFrame(headers, '{}'))).toBeUndefined();
  });

  it('takes a chunk without content for a fault', () => {
    const headers = { ':message-type': 'event', ':event-type': 'chunk' };
    expect(decode(encodeFrame(headers, '{}'))).toMatchObject({ status: 502 });
  });
});
