/**
 * The child process in which keytar runs, because keytar can hang or crash the process it is in. Speaks
 * `KeychainRequest` and `KeychainReply`, over Node's IPC channel or as an Electron utility process.
 */
import type { KeychainReply, KeychainRequest } from '../ports/keychain-child.ts';
import { isKeychainRequest } from './keychain-message.ts';

interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

connect();

function connect(): void {
  const port = electronParentPort();
  if (port !== undefined) {
    port.on('message', ({ data }) => answer(data, (reply) => port.postMessage(reply)));
    return;
  }
  process.on('message', (message) => answer(message, (reply) => process.send?.(reply)));
  // process.exit would wait for a call that is stuck in a prompt.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

function electronParentPort(): ParentPort | undefined {
  const port: unknown = Reflect.get(process, 'parentPort');
  return isParentPort(port) ? port : undefined;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value;
}

function answer(message: unknown, send: (reply: KeychainReply) => void): void {
  if (!isKeychainRequest(message)) return;
  const { id } = message;
  run(message).then(
    (value) => send({ id, ok: true, ...(value === undefined ? {} : { value }) }),
    (error: unknown) =>
      send({ id, ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
}

async function run(request: KeychainRequest): Promise<string | undefined> {
  const keytar = await import('keytar');
  const { service, account } = request;
  switch (request.op) {
    case 'get':
      return (await keytar.getPassword(service, account)) ?? undefined;
    case 'set':
      await keytar.setPassword(service, account, request.value);
      return undefined;
    case 'delete':
      await keytar.deletePassword(service, account);
      return undefined;
  }
}
