import { expect } from 'vitest';

const fixtures = new URL('../../fixtures/', import.meta.url);

/** Compares text with a file under test/fixtures; `vitest -u` rewrites it. */
export async function expectGolden(text: string, file: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(new URL(file, fixtures).pathname);
}
