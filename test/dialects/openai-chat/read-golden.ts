import { expect } from 'vitest';

const folder = new URL('../../fixtures/openai-chat/', import.meta.url);

/** Compares text with a file under test/fixtures/openai-chat; `vitest -u` rewrites it. */
export async function expectGolden(text: string, file: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(new URL(file, folder).pathname);
}
