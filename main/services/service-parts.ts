import type { AwsFiles } from '../platform/ports/aws-files.ts';
import type { CaFacts } from '../platform/ports/ca-reader.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { CommandRunner } from '../platform/ports/command-runner.ts';
import type { Log } from '../platform/ports/log.ts';
import type { SecretStore } from '../platform/ports/secrets.ts';
import type { TextFile } from '../platform/ports/text-file.ts';
import type { AppConnector } from './apps/app-connector.ts';
import type { CompressionBook } from './compression/compression-book.ts';
import type { ConfigBook } from './config/config-book.ts';
import type { DesktopShell } from './desktop-shell.ts';
import type { EngineControl } from './engine-control.ts';
import type { SettingsParts } from './settings/settings-calls.ts';
import type { RoutingSwitch } from './status/routing-switch.ts';
import type { Simulation } from './wizard/simulation.ts';

/** Everything the services are made of. */
export interface ServiceParts {
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly env: { readonly [name: string]: string | undefined };
  readonly engine: EngineControl;
  readonly routing: RoutingSwitch;
  readonly book: ConfigBook;
  readonly secrets: SecretStore;
  readonly compression: CompressionBook;
  readonly simulation: Simulation;
  readonly apps: AppConnector;
  readonly awsFiles: AwsFiles;
  /** Runs AWS's command line. */
  readonly commands: CommandRunner;
  /** @throws AppError that says what is wrong with the file */
  readCaFile(path: string): readonly CaFacts[];
  /** Where the wizard remembers its step; absent: until the process ends. */
  readonly wizardFile?: TextFile;
  /** Absent when headless. */
  readonly shell?: DesktopShell;
  /** The key that apps present. */
  readonly key: string;
  readonly inForce: SettingsParts['inForce'];
  /** Text that cannot be guessed. */
  randomId(): string;
  /** An id in the form of the edge's request ids. */
  requestId(): string;
}
