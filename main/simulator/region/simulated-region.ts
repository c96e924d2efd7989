import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../faults/fault.ts';
import type { SimulatorOptions } from '../simulator-options.ts';
import type { SsoDirectory } from '../sso/sso-directory.ts';
import { cutConnection } from './cut-connection.ts';
import { handleRequest } from './handle-request.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { createRegionState, type RegionState } from './region-state.ts';
import type { ScriptHandler } from './script.ts';

/** One region: runtime, control plane, STS, Service Quotas and Identity Center on one loopback port. */
export interface SimulatedRegion {
  readonly region: string;
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
  /** What came in, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Injects faults in place of the ones before; none clears. Resolves when the port is as asked. */
  fault(fault?: Fault | readonly Fault[]): Promise<void>;
  /** Lets a test answer in the model's place; undefined gives the model back. */
  script(handler: ScriptHandler | undefined): void;
  /** Forgets what was recorded. */
  clear(): void;
  close(): Promise<void>;
}

/** What all regions of a simulator share. */
export interface RegionSetup {
  readonly options: SimulatorOptions;
  readonly sso: SsoDirectory;
}

/** Starts one region on `port` (0: any). */
export async function startRegion(
  region: string,
  { options, sso }: RegionSetup,
  port: number,
): Promise<SimulatedRegion> {
  const state = createRegionState(region, options, sso);
  const live = new Set<ServerResponse>();
  const server = makeServer(state, live);
  const dropLive = () => {
    for (const response of live) cutConnection(response, 'reset');
    server.closeAllConnections();
  };
  const bound = await listen(server, port);
  return {
    region,
    endpoint: `http://127.0.0.1:${bound}`,
    requests: state.requests,
    async fault(fault = []) {
      state.faults.set(isList(fault) ? fault : [fault]);
      const refuse = state.faults.standing('refuse');
      if (refuse?.dropLive) dropLive();
      if (refuse) stopListening(server);
      else if (!server.listening) await listen(server, bound);
    },
    script(handler) {
      state.script = handler;
    },
    clear() {
      state.requests.length = 0;
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        dropLive();
      });
    },
  };
}

function makeServer(state: RegionState, live: Set<ServerResponse>): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    live.add(response);
    response.on('close', () => live.delete(response));
    handleRequest(state, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.on('connection', (socket) => {
    const reset = state.faults.standing('reset');
    if (reset?.when === 'connect') socket.resetAndDestroy();
  });
  // Clients that break off, or speak no HTTP, are the point of some tests.
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(isAddressInfo(address) ? address.port : port);
    });
  });
}

function stopListening(server: Server): void {
  if (server.listening) server.close();
  server.closeIdleConnections();
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

function isList(fault: Fault | readonly Fault[]): fault is readonly Fault[] {
  return Array.isArray(fault);
}
