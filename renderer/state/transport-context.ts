import { createContext, useContext } from 'react';
import type { Transport } from '../../contract/transport.ts';

export const TransportContext = createContext<Transport | undefined>(undefined);

/** The transport of this window or tab. Throws outside of the provider. */
export function useTransport(): Transport {
  const transport = useContext(TransportContext);
  if (transport === undefined) throw new Error('TransportContext is missing');
  return transport;
}
