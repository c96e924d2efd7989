import type { Implementations } from '../implementations.ts';
import type { CompressionBook } from './compression-book.ts';

/** What compression has saved. */
export function createCompressionCalls(
  book: CompressionBook,
): Implementations<'compression.summary' | 'compression.sample'> {
  return {
    'compression.summary': () => book.summary(),
    'compression.sample': () => book.sample(),
  };
}
