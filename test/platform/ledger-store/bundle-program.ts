import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/**
 * Builds a TypeScript program as the product is built: one CommonJS file, with libsql left to be required. It lies
 * inside the repository so that it finds libsql.
 */
export async function bundleProgram(
  entry: string,
  name: string,
): Promise<{ file: string; remove: () => void }> {
  const folder = resolve('node_modules', '.krouter-test', `${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node18',
      outDir: folder,
      rolldownOptions: {
        input: { [name]: entry },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
    ssr: { noExternal: true, external: ['libsql'] },
  });
  return {
    file: join(folder, `${name}.cjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
