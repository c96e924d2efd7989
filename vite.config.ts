import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Libraries that stay in node_modules: loaded only when asked for, or carrying a native binary. */
const external = ['@aws-sdk/credential-providers', 'libsql', 'keytar', 'electron'];

export default defineConfig({
  build: {
    ssr: true,
    target: 'node18',
    outDir: 'dist/main',
    emptyOutDir: true,
    sourcemap: true,
    rolldownOptions: {
      input: { cli: here('./main/cli.ts'), index: here('./main/index.ts') },
      output: {
        format: 'cjs',
        entryFileNames: '[name].cjs',
        chunkFileNames: '[name]-[hash].cjs',
        // `require` reads out of the packed archive, `import` only does in newer Electrons.
        dynamicImportInCjs: false,
      },
    },
  },
  ssr: { noExternal: true, external },
});
