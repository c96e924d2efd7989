import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { AppError } from '../../core/app-error.ts';
import { tooLarge } from './read-bytes.ts';

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const DECODERS: ReadonlyMap<string, Decompress> = new Map([
  ['gzip', promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ['x-gzip', promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip)],
  ['deflate', promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate)],
  ['br', promisify<Buffer, { maxOutputLength: number }, Buffer>(brotliDecompress)],
]);

/** Refuses a `content-encoding` we cannot undo. @throws AppError unsupported_media_type */
export function checkEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding === 'identity' || DECODERS.has(encoding)) return;
  throw new AppError({
    code: 'unsupported_media_type',
    message: 'The content-encoding of the request is unknown. Send gzip, deflate, br or none.',
  });
}

/**
 * Undoes `content-encoding`. Output stops at `maxBytes`, so a bomb costs no more memory than an honest body.
 * @throws AppError too_large or invalid_request
 */
export async function decompress(
  bytes: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const decoder = DECODERS.get(encoding ?? 'identity');
  if (decoder === undefined) return bytes;
  try {
    return await decoder(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(maxBytes);
    throw new AppError({ code: 'invalid_request', message: `The body is not valid ${encoding} data.` });
  }
}
