import type { CallInput, CallName, CallOutput } from './calls.ts';
import type { LiveEvent } from './live-event.ts';
import type { CallResult } from './result.ts';

/** What a page talks through: IPC in the window, HTTP in a browser. Neither ever throws. */
export interface Transport {
  readonly kind: 'ipc' | 'http';
  call<Name extends CallName>(name: Name, input: CallInput<Name>): Promise<CallResult<CallOutput<Name>>>;
  /** Live events until the returned function is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}
