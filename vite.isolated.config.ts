import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Icons that are needed at run time stand beside the code. */
const icons: Plugin = {
  name: 'krouter-icons',
  closeBundle() {
    cpSync(here('./build/icons/tray/out'), here('./dist/icons/tray'), { recursive: true });
    cpSync(here('./build/icons/png/256x256.png'), here('./dist/icons/256x256.png'));
  },
};

/**
 * Scripts that run in processes of their own, each complete in one file: the preload script, which may load nothing but
 * electron in its sandbox, and the keychain's child.
 */
export default defineConfig({
  plugins: [icons],
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/isolated',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        preload: here('./preload/index.ts'),
        'keychain-child': here('./main/platform/keychain/keychain-child.ts'),
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', dynamicImportInCjs: false },
    },
  },
  ssr: { noExternal: true, external: ['electron', 'keytar'] },
});
