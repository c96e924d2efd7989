import { findFreePort, tryPort } from './free-port.ts';
import { probeHealth } from './health-probe.ts';
import { findPortHolder } from './port-holder.ts';

/** Somebody else has our port. */
export interface PortConflict {
  readonly port: number;
  /** A port that is free now. */
  readonly offer: number;
  /** Who has it, in words: `node (process 1234)`. */
  readonly holder: string;
}

/** Looks whether the port is taken, by whom, and what could be used instead. Undefined when it is free. */
export async function findPortConflict(host: string, port: number): Promise<PortConflict | undefined> {
  if (port === 0 || (await tryPort(host, port)) !== undefined) return undefined;
  const [holder, probe, offer] = await Promise.all([
    findPortHolder(port),
    probeHealth(`http://127.0.0.1:${port}`, ''),
    findFreePort(host, port),
  ]);
  const known = holder === undefined ? 'another program' : `${holder.name} (process ${holder.pid})`;
  const name = probe.kind === 'other-krouter' ? `another kRouter ${probe.version}, ${known}` : known;
  return { port, offer, holder: name };
}

/** The question, for a message box or a notification. */
export function describeConflict({ port, offer, holder }: PortConflict): { title: string; detail: string } {
  return {
    title: `Port ${port} is taken by ${holder}.`,
    detail: `kRouter has not started, and has not moved by itself: apps would go on talking to port ${port}. Free the port and try again, or use port ${offer} and connect your apps anew.`,
  };
}
