import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-error.ts';

/** Bedrock's limit on a request body. */
const LARGEST_BODY = 25_000_000;

/** Reads a request body whole. @throws AwsError RequestEntityTooLarge, once the limit is passed. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length <= LARGEST_BODY) chunks.push(chunk);
  }
  if (length > LARGEST_BODY) throw new AwsError('RequestEntityTooLarge');
  return Buffer.concat(chunks);
}
