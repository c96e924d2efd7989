import type { RequestListener } from 'node:http';
import type { ClientProtocol } from '../core/client-protocol.ts';
import type { EdgePorts } from './edge-ports.ts';
import type { ApiKey } from './guard/api-key.ts';
import type { EdgeLimits } from './limits.ts';

export interface EdgeOptions extends Omit<EdgePorts, 'limits'> {
  /** Where to listen; anything but a loopback name or address opens kRouter to other machines. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly apiKey: ApiKey;
  /** The first that claims a call answers it; the last must claim them all. */
  readonly protocols: readonly ClientProtocol[];
  readonly version: string;
  /** What `/health` tells as `instance`; random when absent. */
  readonly instance?: string;
  /** The text of `GET /metrics`. */
  metrics(): string;
  /** Parts with their own authorisation, e.g. the dashboard. The guard has been passed, the API key is not asked for. */
  readonly mounts?: readonly Mount[];
  readonly limits?: Partial<EdgeLimits>;
}

export interface Mount {
  /** Path prefix, e.g. `/dashboard`; the handler sees the path without it. */
  readonly path: string;
  readonly handle: RequestListener;
}
