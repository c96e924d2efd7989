import type { Cancellation } from '../../core/provider.ts';

/** A program to run in an empty folder of its own: its name or path, and its arguments one by one. No shell sees them. */
export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** What is typed into it; then its input ends. */
  readonly input: string;
  /** Variables besides those of kRouter's own environment. */
  readonly env: { readonly [name: string]: string };
  readonly cancellation: Cancellation;
}

/** A program that was started. */
export interface RunningChild {
  /**
   * What it prints. Ends when it ends well. @throws AppError upstream_error with the last it said when it fails, cancelled
   * when it was asked to end
   */
  readonly output: AsyncIterator<Uint8Array>;
  /** Ends it, with whatever it has started. Safe to call more than once. */
  close(): void;
}

/** Starts other people's programs on this machine. */
export interface ChildProcesses {
  /** @throws AppError upstream_error when there is no such program, or it cannot be started */
  start(command: ChildCommand): Promise<RunningChild>;
}
