import type { CursorProviderConfig } from '../../../contract/config.ts';
import type { Provider, ResolvedModel } from '../../core/provider.ts';
import type { ChildProcesses } from '../../platform/ports/child-process.ts';
import type { DuplexHttp } from '../../platform/ports/duplex-http.ts';
import { createApiKeySource, type KeyPlaces } from '../plain-api/api-key-source.ts';
import { estimatedCount } from '../plain-api/estimated-count.ts';
import { checkCursor } from './check-cursor.ts';
import type { CursorContext } from './cursor-context.ts';
import { sendByApi } from './send-by-api.ts';
import { sendByCli } from './send-by-cli.ts';

/** What the provider needs from outside. */
export interface CursorPorts extends KeyPlaces {
  readonly children: ChildProcesses;
  readonly duplex: DuplexHttp;
  /** kRouter's own name and version. */
  readonly userAgent: string;
  /** `max_tokens` for clients that send none. */
  readonly defaultMaxTokens: number;
}

/** The user's own account at Cursor, through its command line or its private protocol. */
export function createCursorProvider(config: CursorProviderConfig, ports: CursorPorts): Provider {
  const { children, duplex, userAgent, defaultMaxTokens } = ports;
  const apiKey = createApiKeySource(config, ports);
  const context: CursorContext = { config, apiKey, children, duplex, userAgent, defaultMaxTokens };
  const models = modelsOf(config);
  const send = config.via === 'cli' ? sendByCli : sendByApi;
  const provider: Provider = {
    id: config.id,
    type: config.type,
    // By the names the user has listed only, so that nothing comes here unasked.
    resolve: async (name) => models.get(name),
    list: async () => [...models.values()],
    send: (request, model, cancellation) => send(context, { request, model, cancellation }),
    countTokens: async (request) => estimatedCount(request),
    check: (cancellation) => checkCursor(provider, context, cancellation),
    close: () => undefined,
  };
  return provider;
}

/** By the user's names. There is no list to ask for: without any names Cursor chooses. */
function modelsOf({ models }: CursorProviderConfig): ReadonlyMap<string, ResolvedModel> {
  const named = Object.entries(models);
  const offered = named.length > 0 ? named : [['auto', 'auto'] as const];
  return new Map(offered.map(([name, id]) => [name, describe(id, name)]));
}

/** Cursor bills in its own way, so no price list has its models. */
function describe(id: string, displayName: string): ResolvedModel {
  return { id, baseId: `cursor.${id}`, displayName, scope: 'global' };
}
