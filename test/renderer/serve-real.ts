import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '../../contract/config.ts';
import { compose, type Foundations } from '../../main/compose.ts';
import { openTextFile } from '../../main/platform/open-text-file.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { builtAssets } from './built-assets.ts';

export const KEY = 'sk-krouter-renderer-0123456789';

/** The whole engine as on a first start, with the pages mounted. */
export interface RealServer {
  readonly origin: string;
  link(): string;
  /** Everything that was written is below. */
  readonly dataDir: string;
  /** Every line that was logged. */
  readonly logLines: readonly string[];
  close(): Promise<void>;
}

export interface RealOptions {
  readonly env?: Foundations['env'];
  readonly secrets?: Foundations['secrets'];
}

export async function serveReal({ env, secrets }: RealOptions = {}): Promise<RealServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'krouter-renderer-'));
  const assets = await builtAssets();
  const logLines: string[] = [];
  const krouter = compose({
    config: configSchema.parse({ port: 0 }),
    key: { value: KEY, foundIn: join(dataDir, 'api-key') },
    ledgerPath: join(dataDir, 'ledger.sqlite'),
    configFile: openTextFile(join(dataDir, 'config.json')),
    wizardFile: openTextFile(join(dataDir, 'wizard.json')),
    log: createStreamLog({ write: (line) => logLines.push(line) }, 'debug'),
    env: { HOME: dataDir, ...env },
    secrets,
    assets: () => assets,
  });
  const { port } = await krouter.edge.listen();
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    dataDir,
    logLines,
    link: () => `${origin}${krouter.dashboardLink(60_000)}`,
    async close() {
      await krouter.close(0);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
