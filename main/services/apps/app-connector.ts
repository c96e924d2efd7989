import type { AppDiff, ConnectedApp } from '../../../contract/connected-app.ts';

/** Aims apps at kRouter, and takes that back exactly. */
export interface AppConnector {
  list(): Promise<readonly ConnectedApp[]>;
  /** What `connect` would change. @throws CallFailure */
  preview(id: string): Promise<AppDiff>;
  /** @throws CallFailure */
  connect(id: string): Promise<ConnectedApp>;
  /** Takes back what `connect` did, and only that. @throws CallFailure */
  undo(id: string): Promise<ConnectedApp>;
  /** A request of this app has finished. Called for every request: must cost next to nothing. */
  seen(app: string, at: number): void;
}
