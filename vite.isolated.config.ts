import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Scripts that run in processes of their own, each complete in one file: the preload script, which may load nothing but
 * electron in its sandbox, and the keychain's child.
 */
export default defineConfig({
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/isolated',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        'keychain-child': here('./main/platform/keychain/keychain-child.ts'),
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', dynamicImportInCjs: false },
    },
  },
  ssr: { noExternal: true, external: ['electron', 'keytar'] },
});
