import { Notification } from 'electron';
import type { Notice } from './notices.ts';

/** Shows notices, each kind no more often than it asks for. */
export interface Notifier {
  show(notice: Notice): void;
}

/** @param open called with the page of a notice that was clicked */
export function createNotifier(open: (page: string) => void): Notifier {
  const quietUntil = new Map<string, number>();
  // A notification that is collected as garbage never reports its click.
  const shown = new Set<Notification>();
  return {
    show({ key, quietMs, title, body, page }) {
      const now = performance.now();
      if (now < (quietUntil.get(key) ?? 0) || !Notification.isSupported()) return;
      quietUntil.set(key, now + quietMs);
      const notification = new Notification({ title, body });
      shown.add(notification);
      notification.on('click', () => open(page));
      notification.on('close', () => shown.delete(notification));
      notification.show();
    },
  };
}
