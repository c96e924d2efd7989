import { parseArgs } from 'node:util';
import type { Options } from './options.ts';

export interface DesktopOptions extends Pick<Options, 'config' | 'port' | 'host' | 'data-dir'> {
  /** Start without a window. */
  readonly hidden: boolean;
}

/** The options among an Electron command line, which holds Chromium's own ones, too. */
export function readDesktopOptions(args: readonly string[]): DesktopOptions {
  const { values } = parseArgs({
    args: args.slice(1),
    strict: false,
    options: {
      config: { type: 'string', short: 'c' },
      port: { type: 'string', short: 'p' },
      host: { type: 'string', short: 'H' },
      'data-dir': { type: 'string' },
      hidden: { type: 'boolean' },
    },
  });
  return {
    config: text(values['config']),
    port: text(values['port']),
    host: text(values['host']),
    'data-dir': text(values['data-dir']),
    hidden: values['hidden'] === true,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
