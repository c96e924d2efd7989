import { CommandFailure } from './command-failure.ts';

/** The value of `--port`. @throws CommandFailure (exit 2) for anything but a port number */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new CommandFailure(`--port must be a number from 0 to 65535, not "${text}".`, 2);
}
