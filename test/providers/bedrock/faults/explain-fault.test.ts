import { describe, expect, it } from 'vitest';
import { decodeHttpFault } from '../../../../main/providers/bedrock/faults/decode-fault.ts';
import { explainFault } from '../../../../main/providers/bedrock/faults/explain-fault.ts';
import { FAULT_RULES } from '../../../../main/providers/bedrock/faults/fault-rules.ts';
import { FAULT_ROWS } from './fault-rows.ts';

const PLACE = { provider: 'bedrock-eu', region: 'eu-west-1' };

describe('what AWS says, told to the client', () => {
  for (const [status, name, message, code, retry, cure] of FAULT_ROWS)
    it(`${status} ${name} ${message}`, () => {
      const headers = { 'x-amzn-errortype': name, 'x-amzn-requestid': 'req-1' };
      const error = explainFault(decodeHttpFault(status, headers, JSON.stringify({ message })), PLACE);
      expect(error).toMatchObject({ code, retry });
      expect(error.message.startsWith(message)).toBe(true);
      expect(error.message).toMatch(/\S/);
      if (cure !== undefined) expect(error.message).toMatch(cure);
      expect(error.upstream).toMatchObject({
        provider: 'bedrock-eu',
        region: 'eu-west-1',
        status,
        requestId: 'req-1',
      });
    });

  it('has a rule for nothing twice', () => {
    const keys = FAULT_RULES.map(({ names, texts }) => JSON.stringify([names, texts]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('waits two minutes for the Marketplace and as long as AWS asks otherwise', () => {
    const marketplace = decodeHttpFault(403, {}, '{"message":"aws-marketplace:Subscribe"}');
    expect(explainFault(marketplace, PLACE).retryAfterMs).toBe(120_000);
    const throttled = decodeHttpFault(
      429,
      { 'retry-after': '7', 'x-amzn-errortype': 'ThrottlingException' },
      '',
    );
    expect(explainFault(throttled, PLACE)).toMatchObject({ code: 'rate_limited', retryAfterMs: 7000 });
  });

  it('goes by the model’s own status when the model failed', () => {
    const fault = { status: 424, name: 'modelStreamErrorException', message: 'x' };
    expect(explainFault({ ...fault, originalStatus: 400 }, PLACE).retry).toBe('never');
    expect(explainFault({ ...fault, originalStatus: 503 }, PLACE).retry).toBe('next');
    expect(explainFault({ ...fault, originalStatus: 429 }, PLACE)).toMatchObject({
      code: 'rate_limited',
      retry: 'next',
    });
    expect(explainFault(fault, PLACE).retry).toBe('next');
  });
});

describe('error bodies', () => {
  const decode = (text: string, headers = {}) => decodeHttpFault(400, headers, text);

  it('name the fault in the header, in __type, or in Anthropic’s way', () => {
    expect(
      decode('{}', { 'x-amzn-errortype': `ValidationException:http://internal.amazon.com/coral/` }).name,
    ).toBe('ValidationException');
    expect(decode('{"__type":"com.amazon.coral.service#UnknownOperationException"}').name).toBe(
      'UnknownOperationException',
    );
    expect(decode('{"type":"error","error":{"type":"overloaded_error","message":"busy"}}')).toMatchObject({
      name: 'overloaded_error',
      message: 'busy',
    });
  });

  it('are read in either spelling, from within AWS’s text, as text, and not as a web page', () => {
    expect(decode('{"Message":"capital"}').message).toBe('capital');
    const inner = '{"type":"error","error":{"type":"invalid_request_error","message":"invalid beta flag"}}';
    const wrapped = JSON.stringify({ message: `The model returned the following errors: ${inner}` });
    expect(decode(wrapped).message).toBe('invalid beta flag');
    expect(decode('{"message":"The model returned the following errors: Malformed input"}').message).toBe(
      'Malformed input',
    );
    const xml =
      '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>Gone</Message></Error></ErrorResponse>';
    expect(decode(xml)).toMatchObject({ name: 'ExpiredToken', message: 'Gone' });
    expect(decode('plain words').message).toBe('plain words');
    expect(decode(' <html><body>Sign in</body></html>').message).toBe('');
    expect(decode('').message).toBe('');
    expect(decode('x'.repeat(5000)).message).toHaveLength(2000);
  });
});
