import { describe, expect, it } from 'vitest';
import { envProxy } from '../../../main/platform/outbound/env-proxy.ts';

describe('the proxy of the environment', () => {
  it('is read in both spellings, the lower-case one first, with or without a scheme', () => {
    expect(envProxy({})).toBeUndefined();
    expect(envProxy({ HTTPS_PROXY: 'http://a:1', https_proxy: 'b:2' })?.url).toBe('http://b:2');
    expect(envProxy({ ALL_PROXY: 'http://c:3' })?.url).toBe('http://c:3');
    expect(envProxy({ HTTPS_PROXY: 'socks5://d:4' })).toBeUndefined();
    expect(envProxy({ HTTPS_PROXY: '' })).toBeUndefined();
  });

  it.each([
    ['localhost', '', true],
    ['127.0.0.1', '', true],
    ['::1', '', true],
    ['bedrock.us-east-1.amazonaws.com', '', false],
    ['bedrock.us-east-1.amazonaws.com', 'amazonaws.com', true],
    ['bedrock.us-east-1.amazonaws.com', '.amazonaws.com:443, other', true],
    ['bedrock.us-east-1.amazonaws.com', '*.AMAZONAWS.com', true],
    ['notamazonaws.com', 'amazonaws.com', false],
    ['anything', '*', true],
  ])('is left out for %s with NO_PROXY=%s: %s', (host, noProxy, isDirect) => {
    const proxy = envProxy({ HTTPS_PROXY: 'http://a:1', NO_PROXY: noProxy });
    expect(proxy?.bypass?.(host)).toBe(isDirect);
  });
});
