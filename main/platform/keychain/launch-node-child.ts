import { fork } from 'node:child_process';
import type { LaunchKeychainChild } from '../ports/keychain-child.ts';

/** Starts the keychain's child script under plain Node. `script` is its built file. */
export function launchNodeChild(script: string): LaunchKeychainChild {
  return (listener) => {
    const child = fork(script, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    // Only a call under way may keep this process alive; a child at rest may not.
    const rest = () => {
      child.unref();
      child.channel?.unref();
    };
    child.on('message', (message) => {
      rest();
      listener.onMessage(message);
    });
    child.on('exit', () => listener.onExit());
    child.on('error', () => listener.onExit());
    return {
      send(request) {
        child.ref();
        child.channel?.ref();
        child.send(request, () => {});
      },
      kill() {
        rest();
        child.kill('SIGKILL');
      },
    };
  };
}
