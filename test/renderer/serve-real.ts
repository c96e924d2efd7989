import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '../../contract/config.ts';
import { compose } from '../../main/compose.ts';
import { createStreamLog } from '../../main/platform/stream-log.ts';
import { builtAssets } from './built-assets.ts';

export const KEY = 'sk-krouter-renderer-0123456789';

/** The whole engine as on a first start, with the pages mounted. */
export interface RealServer {
  readonly origin: string;
  link(): string;
  close(): Promise<void>;
}

export async function serveReal(): Promise<RealServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'krouter-renderer-'));
  const assets = await builtAssets();
  const krouter = compose({
    config: configSchema.parse({ port: 0 }),
    key: { value: KEY, foundIn: join(dataDir, 'api-key') },
    ledgerPath: join(dataDir, 'ledger.sqlite'),
    log: createStreamLog({ write: () => true }, 'error'),
    env: { HOME: dataDir },
    assets: () => assets,
  });
  const { port } = await krouter.edge.listen();
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    link: () => `${origin}${krouter.dashboardLink(60_000)}`,
    async close() {
      await krouter.close(0);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
