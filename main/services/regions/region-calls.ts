import type { ConfigBook } from '../config/config-book.ts';
import type { EngineControl } from '../engine-control.ts';
import type { Implementations } from '../implementations.ts';
import { toRegionCard } from './region-card.ts';
import type { RegionWindow } from './region-window.ts';

export interface RegionParts {
  readonly book: ConfigBook;
  readonly engine: Pick<EngineControl, 'router'>;
  readonly window: RegionWindow;
}

/** One card per provider, in the user's order. */
export function createRegionCalls({ book, engine, window }: RegionParts): Implementations<'regions.list'> {
  return {
    'regions.list'() {
      const health = engine.router.health();
      return book.running.providers.map((config) =>
        toRegionCard(
          config,
          health.filter(({ provider }) => provider === config.id),
          window,
        ),
      );
    },
  };
}
