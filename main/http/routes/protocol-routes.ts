import type { RequestListener } from 'node:http';
import type { Router } from 'router';
import type { ClientEndpoint, ClientProtocol } from '../../core/client-protocol.ts';
import type { EdgePorts } from '../edge-ports.ts';
import { createEndpointHandler, methodOf } from './answer-endpoint.ts';
import { methodNotAllowed, type ToListener } from './route.ts';

/** `POST /v1/messages` -> what answers it: most calls go to such a path, and need no search through every pattern. */
export type ExactRoutes = ReadonlyMap<string, RequestListener>;

/** Every endpoint of every protocol. */
export function addProtocolRoutes(
  router: Router,
  toListener: ToListener,
  { protocols, ports }: { protocols: readonly ClientProtocol[]; ports: EdgePorts },
): ExactRoutes {
  const endpoints = protocols.flatMap((protocol) => protocol.endpoints);
  const exact = new Map<string, RequestListener>();
  for (const endpoint of endpoints) {
    const method = methodOf(endpoint);
    const listener = toListener.keyed(createEndpointHandler(endpoint, ports));
    for (const path of endpoint.paths) {
      if (!PATTERN.test(path) && !exact.has(`${method} ${path}`)) exact.set(`${method} ${path}`, listener);
      addRoute(router, { method, path, listener });
    }
  }
  return exact;
}

/** A 405 for their paths under other methods; after every other route, for `/` is also a sign of life. */
export function addMethodRefusals(
  router: Router,
  toListener: ToListener,
  protocols: readonly ClientProtocol[],
): void {
  for (const [path, methods] of methodsByPath(protocols.flatMap(({ endpoints }) => endpoints))) {
    router.all(path, toListener.keyed(methodNotAllowed([...methods].join(', '))));
  }
}

/** What path-to-regexp reads as more than a letter. */
const PATTERN = /[:*{}\\]/;

interface ProtocolRoute {
  readonly method: ReturnType<typeof methodOf>;
  readonly path: string;
  readonly listener: RequestListener;
}

function addRoute(router: Router, { method, path, listener }: ProtocolRoute): void {
  switch (method) {
    case 'POST':
      router.post(path, listener);
      break;
    case 'GET':
      router.get(path, listener);
      break;
    case 'DELETE':
      router.delete(path, listener);
      break;
  }
}

function methodsByPath(endpoints: readonly ClientEndpoint[]): ReadonlyMap<string, ReadonlySet<string>> {
  const methods = new Map<string, Set<string>>();
  for (const endpoint of endpoints) {
    const method = methodOf(endpoint);
    for (const path of endpoint.paths) {
      const known = methods.get(path) ?? new Set();
      known.add(method);
      if (method === 'GET') known.add('HEAD');
      methods.set(path, known);
    }
  }
  return methods;
}
