import type { Log } from '../platform/ports/log.ts';
import type { Ask } from './ask.ts';
import type { ConflictChoice } from './message-boxes.ts';
import { findPortConflict, type PortConflict } from './port-conflict.ts';

export interface RoutingParts {
  readonly ask: Ask;
  readonly log: Log;
  /** Asks the person; undefined when nobody is looking, then the menu goes on offering. */
  decide(conflict: PortConflict): Promise<ConflictChoice | undefined>;
  onChange(): void;
}

const PAUSE_MS = 3_600_000;

/** Starting and stopping, and what to do when the port is not to be had. It never moves to another by itself. */
export class RoutingControl {
  conflict: PortConflict | undefined;
  pausedUntil: number | undefined;
  readonly #parts: RoutingParts;
  #resume: NodeJS.Timeout | undefined;

  constructor(parts: RoutingParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    this.#endPause();
    const started = await this.#parts.ask('routing.start', {});
    this.conflict = started.ok ? undefined : await this.#findConflict();
    this.#parts.onChange();
    if (this.conflict === undefined) return;
    this.#parts.log.warn('the port is taken', { ...this.conflict });
    const choice = await this.#parts.decide(this.conflict);
    if (choice === 'try-again') await this.start();
    if (choice === 'use-other') await this.switchPort(this.conflict.offer);
  }

  async stop(): Promise<void> {
    this.#endPause();
    this.conflict = undefined;
    await this.#parts.ask('routing.stop', {});
    this.#parts.onChange();
  }

  /** Stops, and starts again in an hour. */
  async pause(): Promise<void> {
    await this.stop();
    this.pausedUntil = Date.now() + PAUSE_MS;
    this.#resume = setTimeout(() => void this.start(), PAUSE_MS);
    this.#parts.onChange();
  }

  /** The person chose another port: it is saved, then used. */
  async switchPort(port: number): Promise<void> {
    const saved = await this.#parts.ask('settings.save', { port });
    if (saved.ok) await this.start();
    else this.#parts.log.error('the port could not be saved', { message: saved.error.message });
  }

  /** Timers stand still while the machine sleeps. */
  wake(): void {
    if (this.pausedUntil !== undefined && Date.now() >= this.pausedUntil) void this.start();
  }

  #endPause(): void {
    clearTimeout(this.#resume);
    this.pausedUntil = undefined;
  }

  async #findConflict(): Promise<PortConflict | undefined> {
    const settings = await this.#parts.ask('settings.get', {});
    return settings.ok ? findPortConflict(settings.value.host, settings.value.port) : undefined;
  }
}
