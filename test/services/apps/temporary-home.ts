import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createNodeAppFiles } from '../../../main/platform/app-files/node-app-files.ts';
import type { AppFiles, AppPlace } from '../../../main/platform/ports/app-files.ts';
import type { Log } from '../../../main/platform/ports/log.ts';
import type { AppConnector } from '../../../main/services/apps/app-connector.ts';
import { createAppConnector } from '../../../main/services/apps/create-app-connector.ts';
import type { AppSetup } from '../../../main/services/apps/target.ts';

export const KEY = 'sk-krouter-abcdefghijklmnop-WXYZ';

const SETUP: AppSetup = {
  baseUrl: 'http://127.0.0.1:20128',
  key: KEY,
  keyFile: '/data/krouter/api-key',
  models: [
    { id: 'claude-sonnet-4-6', name: 'Claude Sonnet 4.6', contextTokens: 200_000, maxOutputTokens: 64_000 },
    { id: 'claude-opus-4-6', name: 'Claude Opus 4.6', contextTokens: 200_000, maxOutputTokens: 32_000 },
  ],
};

/** A home folder of its own on the real disk, and what the tests do in it. */
export interface TemporaryHome {
  readonly home: string;
  readonly place: AppPlace;
  /** How often an app's first request was told. */
  readonly told: { seen: number };
  readonly warnings: string[];
  path(name: string): string;
  put(name: string, text: string): void;
  get(name: string): string;
  /** A connector as after a start of kRouter; same notes, same home. */
  start(changes?: { setup?: Partial<AppSetup>; files?: AppFiles; env?: AppPlace['env'] }): AppConnector;
  remove(): void;
}

export function createTemporaryHome(platform: AppPlace['platform'] = 'linux'): TemporaryHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'krouter-apps-')));
  const place: AppPlace = { platform, home, env: {} };
  const told = { seen: 0 };
  const warnings: string[] = [];
  const path = (name: string) => join(home, name);
  const log = quietLog(warnings);
  return {
    home,
    place,
    told,
    warnings,
    path,
    put(name, text) {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), text);
    },
    get: (name) => readFileSync(path(name), 'utf8'),
    start: ({ setup = {}, files, env = {} } = {}) =>
      createAppConnector({
        files: files ?? createNodeAppFiles({ ...place, env }),
        dataDir: path('.krouter'),
        log,
        setup: async () => ({ ...SETUP, ...setup }),
        now: () => 1_800_000_000_000,
        onSeen: () => {
          told.seen += 1;
        },
      }),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

function quietLog(warnings: string[]): Log {
  const note = (message: string) => void warnings.push(message);
  return { debug: () => {}, info: () => {}, warn: note, error: note };
}
