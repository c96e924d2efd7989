import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../main/dialects/kiro/decode-request.ts';
import { createKiroDecoder } from '../../../main/dialects/kiro/decode-stream.ts';
import { encodeKiroRequest, nameConversation } from '../../../main/dialects/kiro/encode-request.ts';
import { createEncoder } from '../../../main/dialects/kiro/encode-stream.ts';
import { weatherRequest } from './requests.ts';

/** Made with AWS's own codec and checked again with a checksum written by hand. */
const HI =
  '0000007c0000005c3bddcf780d3a6d6573736167652d747970650700056576656e740b3a6576656e742d74797065070016617373697374616e74526573706f6e73654576656e740d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b22636f6e74656e74223a224869227d09f66f51';
const SLOW =
  '0000008300000061a9d144e50d3a6d6573736167652d74797065070009657863657074696f6e0f3a657863657074696f6e2d747970650700135468726f74746c696e67457863657074696f6e0d3a636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b226d657373616765223a22736c6f77227d23ea9a06';

const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const context = { requestId: 'req_1', createdAt: 0 };

describe('the bytes of Kiro’s format', () => {
  it('writes a text delta byte for byte', () => {
    const encoder = createEncoder(decodeRequest(weatherRequest), context);
    encoder.push({ type: 'start', dialect: 'anthropic' });
    const frame = encoder.push({ type: 'text-delta', index: 0, text: 'Hi' });
    expect(Buffer.from(frame).toString('hex')).toBe(HI);
  });

  it('reads a text delta and writes it back byte for byte', () => {
    const decoder = createKiroDecoder({});
    const events = [...decoder.push(fromHex(HI)), ...decoder.end()];
    expect(events).toEqual([
      { type: 'start', dialect: 'kiro', id: undefined },
      { type: 'block-start', index: 0, block: { type: 'text', text: '' }, source: undefined },
      { type: 'text-delta', index: 0, text: 'Hi', source: '{"content":"Hi"}' },
      { type: 'block-stop', index: 0 },
      { type: 'finish', stopReason: 'end_turn', usage: {} },
    ]);
    const encoder = createEncoder(decodeRequest(weatherRequest), context);
    const written = events.map((event) => Buffer.from(encoder.push(event)).toString('hex'));
    expect(written.join('')).toBe(HI);
  });

  it('reads an exception in the stream', () => {
    const [event] = createKiroDecoder({}).push(fromHex(SLOW));
    expect(event).toMatchObject({
      type: 'error',
      error: { code: 'rate_limited', message: 'slow', retry: 'next' },
    });
  });

  it('passes over the empty frame’s lack of a type as a fault, and never as an answer', () => {
    const [event] = createKiroDecoder({}).push(fromHex('000000100000000005c248eb7d98c8ff'));
    expect(event?.type).toBe('error');
  });

  it('reads and writes the request of the weather back unchanged but for model and profile', () => {
    const request = decodeRequest(weatherRequest);
    const { body, warnings, restore } = encodeKiroRequest(request, {
      model: 'claude-sonnet-4.5',
      defaultMaxTokens: 1,
    });
    expect(nameConversation(body, { conversationId: 'new', profileArn: weatherRequest.profileArn })).toEqual(
      weatherRequest,
    );
    expect(warnings).toEqual([]);
    expect(restore).toEqual({});
  });
});
