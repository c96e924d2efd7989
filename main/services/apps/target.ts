import type { ConnectedApp } from '../../../contract/connected-app.ts';
import type { AppPlace } from '../../platform/ports/app-files.ts';
import type { KeyEdit } from './edit-plan.ts';
import type { FormatName } from './formats/load-format.ts';

/** A model that an app may be told of. */
export interface AppModel {
  /** What the app asks for. */
  readonly id: string;
  readonly name: string;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
}

/** What apps have to be told. */
export interface AppSetup {
  /** Without a path: `http://127.0.0.1:20128`. */
  readonly baseUrl: string;
  /** The key of this machine's kRouter. */
  readonly key: string;
  /** The file that holds the key, when one does. */
  readonly keyFile?: string;
  /** Best first; the first one is the default. */
  readonly models: readonly AppModel[];
}

/** A step for a person; `copy` never holds the key. */
export type AppStep = ConnectedApp['steps'][number];

interface TargetBase {
  readonly id: string;
  readonly name: string;
  /** How its requests are named in the ledger. */
  readonly seenAs: readonly string[];
  /** Names that it shares with other programs: they count only while kRouter has it connected. */
  readonly seenMaybeAs?: readonly string[];
  /** Files or folders that are only there when it is installed. */
  traces(place: AppPlace): readonly string[];
  /** Its programs, looked for on the PATH. */
  readonly commands: readonly string[];
  /** Its id in lower case, when it is an extension of VS Code's family of editors. */
  readonly extension?: string;
}

/** kRouter edits its settings. */
export interface OneClickTarget extends TargetBase {
  readonly way: 'one-click';
  readonly format: FormatName;
  /** The settings file: the first that is there, else the first whose folder is, else the first. */
  files(place: AppPlace): readonly string[];
  edits(setup: AppSetup): readonly KeyEdit[];
  readonly needsModels: boolean;
  /** Where the key ends up, said in the preview. */
  readonly keyNote: string;
  /** Environment variables that win over the file, or that upset the app beside it. */
  readonly variables: readonly string[];
  /** While the settings file is not there and this one is, the app must not be touched. */
  obstacle?(place: AppPlace): { readonly file: string; readonly reason: string };
  /** What is left to do by hand. */
  steps(setup: AppSetup, place: AppPlace): readonly AppStep[];
}

/** The user does it, with texts to copy. */
export interface GuidedTarget extends TargetBase {
  readonly way: 'guided';
  steps(setup: AppSetup, place: AppPlace): readonly AppStep[];
}

/** It cannot be done, and this is why. */
export interface ImpossibleTarget extends TargetBase {
  readonly way: 'impossible';
  readonly reason: string;
  steps(setup: AppSetup, place: AppPlace): readonly AppStep[];
}

export type AppTarget = OneClickTarget | GuidedTarget | ImpossibleTarget;
