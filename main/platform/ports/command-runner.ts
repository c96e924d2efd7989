import type { Cancellation } from '../../core/provider.ts';

/** A program to run: its name or path, and its arguments one by one. No shell ever sees them. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Milliseconds, then it is ended. */
  readonly timeoutMs: number;
  readonly cancellation: Cancellation;
  /** Both of its streams, as they come. */
  onOutput(text: string): void;
}

/** How a program ended. */
export type CommandEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' };

/** Runs other people's programs on this machine. */
export interface CommandRunner {
  /** Never rejects. */
  run(command: Command): Promise<CommandEnd>;
}
