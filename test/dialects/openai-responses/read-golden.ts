import { expect } from 'vitest';

const folder = new URL('../../fixtures/openai-responses/', import.meta.url);

/** Compares text with a file under test/fixtures/openai-responses; `vitest -u` rewrites it. */
export async function expectGolden(text: string, file: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(new URL(file, folder).pathname);
}
