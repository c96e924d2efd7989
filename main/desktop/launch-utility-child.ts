import { utilityProcess } from 'electron';
import type { LaunchKeychainChild } from '../platform/ports/keychain-child.ts';

/** Starts the keychain's child script as an Electron utility process: `fork` needs a fuse that is off. */
export function launchUtilityChild(script: string): LaunchKeychainChild {
  return (listener) => {
    const child = utilityProcess.fork(script, [], { serviceName: 'kRouter keychain', stdio: 'ignore' });
    child.on('message', (message: unknown) => listener.onMessage(message));
    child.on('exit', () => listener.onExit());
    return {
      send: (request) => child.postMessage(request),
      kill: () => void child.kill(),
    };
  };
}
