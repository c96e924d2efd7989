import type { Server } from 'node:http';
import { AppError } from '../core/app-error.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Starts listening, or says why it cannot. @throws AppError internal */
export function listen(server: Server, host: string, port: number): Promise<ListenAddress> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error & { code?: string }) => reject(cannotListen(error, host, port));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      const address = server.address();
      resolve({ host, port: address !== null && typeof address === 'object' ? address.port : port });
    });
  });
}

const CAUSES: { readonly [code: string]: string | undefined } = {
  EADDRINUSE: 'another program has it. Stop that program, or set another "port".',
  EACCES: 'this user may not open it. Set a "port" above 1023.',
  EADDRNOTAVAIL: 'this machine has no such address. Set another "host".',
  ENOTFOUND: 'this machine has no such name. Set another "host".',
};

function cannotListen(error: Error & { code?: string }, host: string, port: number): AppError {
  const cause = CAUSES[error.code ?? ''] ?? `${error.message}.`;
  return new AppError({
    code: 'internal',
    message: `kRouter cannot listen on ${host}:${port}: ${cause}`,
    cause: error,
  });
}
