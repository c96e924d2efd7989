import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { CallResult } from '../../contract/result.ts';
import type { Dispatcher } from '../services/dispatcher.ts';
import type { EventHub } from '../services/events/event-hub.ts';
import { isAppUrl } from './app-url.ts';

export interface IpcParts {
  readonly ipc: IpcMain;
  readonly dispatcher: Dispatcher;
  readonly events: EventHub;
  /** The page of our window; undefined while there is none. */
  page(): WebContents | undefined;
}

/** The window's way to the dispatcher. Who is not the main frame of our own page is refused. */
export function serveIpc({ ipc, dispatcher, events, page }: IpcParts): void {
  const feeds = new WeakMap<WebContents, () => void>();
  const known = new WeakSet<WebContents>();
  const end = (contents: WebContents) => {
    feeds.get(contents)?.();
    feeds.delete(contents);
  };
  ipc.handle('krouter:call', async (event, name: unknown, input: unknown) => {
    if (!isOurs(event, page())) return REFUSED;
    return dispatcher.dispatch('desktop', typeof name === 'string' ? name : '', input);
  });
  ipc.on('krouter:subscribe', (event) => {
    if (!isOurs(event, page())) return;
    const { sender } = event;
    // A page that was loaded again subscribes again.
    end(sender);
    feeds.set(
      sender,
      events.subscribe((live) => {
        if (!sender.isDestroyed() && !sender.isCrashed()) sender.send('krouter:event', live);
      }),
    );
    if (!known.has(sender)) sender.once('destroyed', () => end(sender));
    known.add(sender);
  });
  ipc.on('krouter:unsubscribe', (event) => {
    if (isOurs(event, page())) end(event.sender);
  });
}

const REFUSED: CallResult<never> = {
  ok: false,
  error: { code: 'not_allowed', message: 'Only the window of kRouter itself may ask for this.' },
};

/** A frame that has been navigated or removed meanwhile has no URL of ours, or none at all. */
function isOurs(
  { sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent,
  page: WebContents | undefined,
): boolean {
  if (page === undefined || sender !== page || senderFrame === null) return false;
  return senderFrame === page.mainFrame && isAppUrl(senderFrame.url);
}
