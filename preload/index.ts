import { contextBridge, ipcRenderer } from 'electron';
import type { LiveEvent } from '../contract/live-event.ts';
import type { Transport } from '../contract/transport.ts';

type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();

ipcRenderer.on('krouter:event', (_event, live: LiveEvent) => {
  for (const listener of listeners) listener(live);
});

const transport: Transport = {
  kind: 'ipc',
  call: (name, input) => ipcRenderer.invoke('krouter:call', name, input).catch(unreachable),
  subscribe(listener) {
    // A function of its own: the same listener may subscribe twice.
    const tell: Listener = (event) => listener(event);
    listeners.add(tell);
    // Every subscription begins with the status, so each one is told to the main process.
    ipcRenderer.send('krouter:subscribe');
    return () => {
      listeners.delete(tell);
      if (listeners.size === 0) ipcRenderer.send('krouter:unsubscribe');
    };
  },
};

contextBridge.exposeInMainWorld('krouter', transport);

function unreachable() {
  return {
    ok: false,
    error: { code: 'failed', message: 'kRouter does not answer. Quit it and start it again.' },
  };
}
