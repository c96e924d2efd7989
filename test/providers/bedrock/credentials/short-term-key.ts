import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** A short-term Bedrock API key, made the way AWS's token generator makes one. */
export async function makeShortTermKey(region: string, issuedAt: Date, seconds: number): Promise<string> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
    region,
    service: 'bedrock',
    sha256: Sha256,
  });
  const { query = {} } = await signer.presign(
    {
      method: 'POST',
      protocol: 'https:',
      hostname: 'bedrock.amazonaws.com',
      path: '/',
      headers: { host: 'bedrock.amazonaws.com' },
      query: { Action: 'CallWithBearerToken' },
    },
    { signingDate: issuedAt, expiresIn: seconds },
  );
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const url = `bedrock.amazonaws.com/?${pairs.join('&')}&Version=1`;
  return `bedrock-api-key-${Buffer.from(url).toString('base64')}`;
}
