import { describeContract } from './contract-suite.ts';
import { createFetchTransport, openSession } from './fetch-transport.ts';

describeContract({
  transport: 'http',
  async connect({ krouter, url }) {
    return createFetchTransport(url, await openSession(url, krouter.dashboardLink(60_000)));
  },
});
