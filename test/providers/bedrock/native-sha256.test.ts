import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NativeSha256 } from '../../../main/providers/bedrock/native-sha256.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const secrets = fc.uint8Array({ minLength: 1, maxLength: 300 });

describe('NativeSha256', () => {
  it('hashes as the JavaScript implementation does, in one piece or several', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), async (chunks) => {
        expect(await digest(new NativeSha256(), chunks)).toEqual(await digest(new Sha256(), chunks));
      }),
    );
  });

  it('makes the same HMAC from a secret of text, bytes or a buffer', async () => {
    await fc.assert(
      fc.asyncProperty(
        secrets,
        fc.string({ unit: 'grapheme', minLength: 1 }),
        bytes,
        async (key, text, data) => {
          for (const secret of [key, key.slice().buffer, text]) {
            expect(await digest(new NativeSha256(secret), [data])).toEqual(
              await digest(new Sha256(secret), [data]),
            );
          }
        },
      ),
    );
  });

  it('starts anew after a reset and keeps its secret', async () => {
    const hash = new NativeSha256('secret');
    hash.update(Uint8Array.of(1, 2, 3));
    hash.reset();
    expect(await digest(hash, [Uint8Array.of(4)])).toEqual(
      await digest(new Sha256('secret'), [Uint8Array.of(4)]),
    );
  });

  it.each(['us-east-1', 'eu-central-1'])('signs a request in %s as the JavaScript one', async (region) => {
    const request = {
      method: 'POST',
      protocol: 'https:',
      hostname: `bedrock-runtime.${region}.amazonaws.com`,
      path: '/model/us.anthropic.claude-sonnet-4-6/invoke-with-response-stream',
      headers: { host: `bedrock-runtime.${region}.amazonaws.com`, 'content-type': 'application/json' },
      body: '{"messages":[{"role":"user","content":"grüß"}]}',
    };
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
    const [native, library] = await Promise.all(
      [NativeSha256, Sha256].map((sha256) =>
        new SignatureV4({ credentials, region, service: 'bedrock', sha256 }).sign(request, {
          signingDate: new Date('2026-11-22T10:00:00Z'),
        }),
      ),
    );
    expect(native?.headers['authorization']).toMatch(/Signature=[0-9a-f]{64}$/);
    expect(native?.headers).toEqual(library?.headers);
  });
});

async function digest(
  hash: { update(chunk: Uint8Array): void; digest(): Promise<Uint8Array> },
  chunks: readonly Uint8Array[],
): Promise<string> {
  for (const chunk of chunks) hash.update(chunk);
  return Buffer.from(await hash.digest()).toString('hex');
}
