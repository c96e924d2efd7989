import type { Clock } from '../platform/ports/clock.ts';
import type { Log } from '../platform/ports/log.ts';
import type { Engine } from './engine.ts';
import type { EdgeLimits } from './limits.ts';

/** What the routes work with. */
export interface EdgePorts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: EdgeLimits;
}
