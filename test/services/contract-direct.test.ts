import type { Transport } from '../../contract/transport.ts';
import { mailUrl } from '../../main/desktop/external-links.ts';
import type { Services } from '../../main/services/create-services.ts';
import { describeContract } from './contract-suite.ts';
import { readResult } from './fetch-transport.ts';
import { closeServices, startServices } from './start-services.ts';

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
  async open() {
    const copied: string[] = [];
    const opened: string[] = [];
    const shell = {
      copyText: (text: string) => void copied.push(text),
      openUrl: async (url: string) => void opened.push(url),
      openMail: async (draft: { subject: string; body: string }) => void opened.push(mailUrl(draft)),
    };
    const services = await startServices({ foundations: { shell } });
    return {
      services,
      transport: createCloningTransport(services.krouter.services),
      desktop: { keychain: 'headless', copied: async () => copied.at(-1), opened: async () => opened },
    };
  },
  close: closeServices,
});
