import type { SecretStore, Secrets } from './ports/secrets.ts';

/** Secrets for as long as the process lives: what there is where there is no keychain. */
export function createMemorySecretStore(): SecretStore {
  const held = new Map<string, Secrets>();
  return {
    place: 'headless',
    read: async (providerId, field) => held.get(providerId)?.[field],
    write: async (providerId, secrets) => {
      held.set(providerId, { ...secrets });
    },
    remove: async (providerId) => {
      held.delete(providerId);
    },
    state: async (providerId) => (held.has(providerId) ? 'present' : 'absent'),
  };
}
