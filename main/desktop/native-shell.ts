import { clipboard, shell } from 'electron';
import { CallFailure } from '../services/call-failure.ts';
import type { DesktopShell } from '../services/desktop-shell.ts';
import { mailUrl, mayOpen } from './external-links.ts';

/** Clipboard and browser, for the calls that need them. */
export const nativeShell: DesktopShell = {
  copyText: (text) => clipboard.writeText(text),
  async openUrl(url) {
    if (!mayOpen(url)) {
      throw new CallFailure(
        'not_allowed',
        `kRouter opens only AWS, Anthropic and its own pages, not ${url}.`,
      );
    }
    await shell.openExternal(url);
  },
  async openMail(draft) {
    await shell.openExternal(mailUrl(draft));
  },
};
