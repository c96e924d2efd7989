import type { AppStatus } from '../../contract/app-status.ts';
import type { ConnectedApp } from '../../contract/connected-app.ts';
import type { LiveEvent } from '../../contract/live-event.ts';
import type { RegionCard } from '../../contract/region-card.ts';
import type { Ask } from './ask.ts';
import { type ProbeResult, probeHealth } from './health-probe.ts';
import { trueStatus } from './true-status.ts';

export interface ShellWatchParts {
  readonly ask: Ask;
  readonly instance: string;
  readonly version: string;
  onChange(): void;
}

/** How often our own port is asked whether it is ours. */
const PROBE_MS = 5_000;
/** One miss may be a busy moment. */
const MISSES = 2;

/** What is known of the engine: its own word, checked against its port. */
export class ShellWatch {
  regions: readonly RegionCard[] = [];
  apps: readonly ConnectedApp[] = [];
  readonly #parts: ShellWatchParts;
  #told: AppStatus;
  #probe: ProbeResult | undefined;
  #misses = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: ShellWatchParts) {
    this.#parts = parts;
    this.#told = unknownStatus(parts.version);
  }

  /** Begins to look; ends with `stop`. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.look(), PROBE_MS);
    await Promise.all([this.look(), this.#loadRegions(), this.#loadApps()]);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  get status(): AppStatus {
    return trueStatus(this.#told, this.#probe);
  }

  see(event: LiveEvent): void {
    if (event.type === 'status-changed') this.#enter(event.status);
    if (event.type === 'regions-changed' || event.type === 'providers-changed') void this.#loadRegions();
    if (event.type === 'apps-changed') void this.#loadApps();
    if (event.type === 'events-dropped') void this.look();
  }

  /** Asks the engine, then its port. */
  async look(): Promise<void> {
    const status = await this.#parts.ask('status.get', {});
    if (status.ok) this.#told = status.value;
    const { baseUrl } = this.#told;
    const probe = baseUrl === undefined ? undefined : await probeHealth(baseUrl, this.#parts.instance);
    // Routing may have been switched while the port was asked.
    if (baseUrl === this.#told.baseUrl) this.#judge(probe);
    this.#parts.onChange();
  }

  #enter(status: AppStatus): void {
    if (status.baseUrl !== this.#told.baseUrl) this.#judge(undefined);
    this.#told = status;
    this.#parts.onChange();
  }

  #judge(probe: ProbeResult | undefined): void {
    const isGood = probe === undefined || probe.kind === 'ours';
    this.#misses = isGood ? 0 : this.#misses + 1;
    if (isGood || this.#misses >= MISSES) this.#probe = probe;
  }

  async #loadRegions(): Promise<void> {
    const regions = await this.#parts.ask('regions.list', {});
    if (regions.ok) this.regions = regions.value;
    this.#parts.onChange();
  }

  async #loadApps(): Promise<void> {
    const apps = await this.#parts.ask('apps.list', {});
    if (apps.ok) this.apps = apps.value;
    this.#parts.onChange();
  }
}

function unknownStatus(version: string): AppStatus {
  return {
    version,
    state: 'stopped',
    summary: 'Starting.',
    inFlight: 0,
    today: { tokens: 0, costUsd: 0, unpriced: 0 },
    keychain: 'available',
    desktop: true,
  };
}
