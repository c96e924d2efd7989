/** Runs a TypeScript file of this folder: `node test/renderer/run.mjs screenshots.ts [arguments]`. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [file = ''] = process.argv.slice(2);
await runnerImport(fileURLToPath(new URL(file, import.meta.url)));
