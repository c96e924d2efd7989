import { parseArgs } from 'node:util';

/** The command line, read. */
export interface CommandLine {
  readonly command: string | undefined;
  readonly operands: readonly string[];
  readonly options: Options;
}

export interface Options {
  readonly config?: string;
  readonly port?: string;
  readonly host?: string;
  readonly 'data-dir'?: string;
  readonly help?: boolean;
  readonly version?: boolean;
  readonly tray?: boolean;
  readonly json?: boolean;
  readonly once?: boolean;
}

/** @throws TypeError naming the option that is not known or lacks its value. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      config: { type: 'string', short: 'c' },
      port: { type: 'string', short: 'p' },
      host: { type: 'string', short: 'H' },
      'data-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      tray: { type: 'boolean', short: 't' },
      json: { type: 'boolean' },
      once: { type: 'boolean' },
    },
  });
  return { command: positionals[0], operands: positionals.slice(1), options: values };
}
