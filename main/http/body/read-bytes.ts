import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/app-error.ts';

/**
 * The whole body as sent. Stops at `maxBytes` without holding more.
 * @throws AppError too_large; cancelled when the client broke off
 */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: AppError) => {
      request.removeAllListeners('data');
      chunks.length = 0;
      reject(error);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) return stop(tooLarge(maxBytes));
      chunks.push(chunk);
    });
    request.on('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size));
    });
    request.on('error', () => stop(brokenOff()));
    request.on('close', () => {
      if (!request.complete) stop(brokenOff());
    });
  });
}

/** The one sentence for a body over the limit. */
export function tooLarge(maxBytes: number): AppError {
  const megabytes = maxBytes / (1024 * 1024);
  return new AppError({
    code: 'too_large',
    message: `The request is larger than ${megabytes} MB. Shorten the conversation or its images.`,
  });
}

function brokenOff(): AppError {
  return new AppError({ code: 'cancelled', message: 'The client broke off while sending its request.' });
}
