import { CallFailure } from './call-failure.ts';
import type { Implementations } from './implementations.ts';

/** What only the desktop app can do. */
export interface DesktopShell {
  copyText(text: string): void;
  /** Opens an https address in the user's browser. */
  openUrl(url: string): Promise<void>;
  /** Opens a draft in the user's mail program. */
  openMail(draft: { readonly subject: string; readonly body: string }): Promise<void>;
}

/** @param shell absent when headless; @param key the key that apps present */
export function createShellCalls(
  shell: DesktopShell | undefined,
  key: string,
): Implementations<'key.copy' | 'shell.openUrl' | 'shell.openMail'> {
  return {
    'key.copy'() {
      shellOf(shell).copyText(key);
      return {};
    },
    async 'shell.openUrl'({ url }) {
      await shellOf(shell).openUrl(url);
      return {};
    },
    async 'shell.openMail'(draft) {
      await shellOf(shell).openMail(draft);
      return {};
    },
  };
}

function shellOf(shell: DesktopShell | undefined): DesktopShell {
  if (shell !== undefined) return shell;
  throw new CallFailure('desktop_only', 'This can only be done in the desktop app.');
}
