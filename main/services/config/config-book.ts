import { type Config, configSchema } from '../../../contract/config.ts';
import type { TextFile } from '../../platform/ports/text-file.ts';
import { findComboFaults } from '../../routing/expand-combo.ts';
import { CallFailure } from '../call-failure.ts';
import type { EngineControl } from '../engine-control.ts';
import { joinPath } from '../join-path.ts';
import { parseConfig } from '../parse-config.ts';
import { encodeConfig } from './encode-config.ts';

/** The configuration in force, and the file it is kept in. */
export interface ConfigBook {
  readonly running: Config;
  /**
   * Makes a change, in force at once and kept: in both or in neither.
   * @throws CallFailure when the result would not be a valid configuration; AppError from a provider
   */
  change(edit: ConfigEdit, options?: ChangeOptions): void;
  /** Throws what `change` would, and changes nothing: for what has to be done before a change. */
  check(edit: ConfigEdit): void;
}

/** A configuration with something changed. Applied to what runs and to what the file says: flags stay out of the file. */
export type ConfigEdit = (config: Config) => Config;

export interface ChangeOptions {
  /** These providers are made anew even where their settings are the same: their secrets have changed. */
  readonly renewed?: readonly string[];
  /** Not kept in the file. */
  readonly untilExit?: boolean;
}

export interface ConfigBookParts {
  /** The configuration as it runs: the file's with flags over it. */
  readonly running: Config;
  /** As it would stand in the file when there is none yet. */
  readonly saved: Config;
  /** Absent: changes last until the process ends. */
  readonly file?: TextFile;
  readonly engine: Pick<EngineControl, 'prepare'>;
}

/** Opens the book. */
export function createConfigBook(parts: ConfigBookParts): ConfigBook {
  const { file, engine } = parts;
  let { running, saved } = parts;
  return {
    get running() {
      return running;
    },
    change(edit, { renewed = [], untilExit = false } = {}) {
      const next = checked(edit(running));
      const kept = untilExit ? undefined : checked(edit(readSaved(file) ?? saved));
      const prepared = engine.prepare(next, new Set(renewed));
      if (kept !== undefined) {
        file?.write(encodeConfig(kept));
        saved = kept;
      }
      running = next;
      prepared.commit();
    },
    check(edit) {
      engine.prepare(checked(edit(running)), new Set());
    },
  };
}

/** The file as it is now: an edit made by hand since the start must not be lost. */
function readSaved(file: TextFile | undefined): Config | undefined {
  const text = file?.read();
  if (text === undefined) return undefined;
  const parsed = parseConfig(text);
  if (parsed.ok) return parsed.config;
  throw new CallFailure(
    'conflict',
    `The configuration file was changed by hand and has a fault, so nothing was saved: ${parsed.faults[0]}`,
  );
}

function checked(config: Config): Config {
  const parsed = configSchema.safeParse(config);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = joinPath(issue?.path ?? []);
    throw new CallFailure('invalid_input', `${path}: ${issue?.message ?? 'not valid'}`, path);
  }
  const [fault] = findComboFaults(nameBookOf(parsed.data));
  if (fault !== undefined) throw new CallFailure('conflict', fault.message, 'combos');
  return parsed.data;
}

function nameBookOf({ providers, combos }: Config) {
  const byId = new Map(combos.map((combo) => [combo.id, combo]));
  return { known: { providers: new Set(providers.map(({ id }) => id)), combos: byId }, combos: byId };
}
