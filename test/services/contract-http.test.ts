import { describeContract } from './contract-suite.ts';
import { createFetchTransport, openSession } from './fetch-transport.ts';
import { closeServices, startServices } from './start-services.ts';

describeContract({
  transport: 'http',
  async open() {
    const services = await startServices();
    const { krouter, url } = services;
    const session = await openSession(url, krouter.dashboardLink(60_000));
    return { services, transport: createFetchTransport(url, session) };
  },
  close: closeServices,
});
