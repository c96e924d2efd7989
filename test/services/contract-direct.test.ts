import type { Transport } from '../../contract/transport.ts';
import type { Services } from '../../main/services/create-services.ts';
import { describeContract } from './contract-suite.ts';
import { readResult } from './fetch-transport.ts';

/** What Electron's IPC does to a call, without Electron: everything is copied by structured clone. */
function createCloningTransport({ dispatcher, events }: Services): Transport {
  return {
    kind: 'ipc',
    call: async (name, input) =>
      readResult(name, structuredClone(await dispatcher.dispatch('desktop', name, structuredClone(input)))),
    subscribe: (listener) => events.subscribe((event) => listener(structuredClone(event))),
  };
}

describeContract({
  transport: 'ipc',
  connect: async ({ krouter }) => createCloningTransport(krouter.services),
});
