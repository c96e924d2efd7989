import type { App } from 'electron';
import type { Log } from '../platform/ports/log.ts';

export interface QuitParts {
  readonly app: App;
  readonly log: Log;
  /** Called once, before anything is closed. */
  onQuitting(): void;
  /** Drains live answers and flushes; it limits its own time. */
  close(): Promise<void>;
}

/** Longer than any drain: a close that hangs must not keep the app from ending. */
const LIMIT_MS = 15_000;

/** Quit, SIGTERM and the end of the session drain first; asking a second time ends the app at once. */
export function drainBeforeQuit({ app, log, onQuitting, close }: QuitParts): void {
  let state: 'running' | 'closing' | 'closed' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return app.exit(0);
    state = 'closing';
    onQuitting();
    const finish = () => {
      state = 'closed';
      // Not exit: an update that waits is installed on the way out.
      app.quit();
    };
    setTimeout(() => app.exit(0), LIMIT_MS).unref();
    close().then(finish, (cause: unknown) => {
      log.error('kRouter did not stop cleanly', { cause });
      finish();
    });
  });
}
