import { create } from 'zustand';
import type { ConnectionState } from '../transport/stream-events.ts';

/** How the tab reaches the engine. In the desktop window it is always `open`. */
export const useConnection = create<{ readonly state: ConnectionState }>(() => ({ state: 'connecting' }));

export function setConnection(state: ConnectionState): void {
  useConnection.setState({ state });
}
