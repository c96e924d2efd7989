import { notFound } from '../call-failure.ts';
import type { AppConnector } from './app-connector.ts';

/** Where no app may be touched: a demo, a test, another machine's service. */
export const noApps: AppConnector = {
  list: async () => [],
  preview: async (id) => {
    throw notFound(`The app ${id}`);
  },
  connect: async (id) => {
    throw notFound(`The app ${id}`);
  },
  undo: async (id) => {
    throw notFound(`The app ${id}`);
  },
  seen: () => {},
};
