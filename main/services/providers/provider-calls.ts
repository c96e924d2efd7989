import type { Config, ProviderConfig } from '../../../contract/config.ts';
import type { ProviderView } from '../../../contract/provider-view.ts';
import { CallFailure, notFound } from '../call-failure.ts';
import type { ConfigBook, ConfigEdit } from '../config/config-book.ts';
import type { Implementations } from '../implementations.ts';
import type { PastedSecrets } from '../wizard/pasted-secrets.ts';
import { type CredentialStateParts, readCredentialState } from './credential-state.ts';
import { upsertProvider } from './upsert-provider.ts';

export interface ProviderParts extends CredentialStateParts {
  readonly book: ConfigBook;
  readonly pasted: PastedSecrets;
  onChanged(): void;
}

type ProviderCalls = Implementations<
  'providers.list' | 'providers.save' | 'providers.keepKey' | 'providers.remove' | 'providers.reorder'
>;

/** The providers: in force at once, requests under way go on with the one they have. */
export function createProviderCalls(parts: ProviderParts): ProviderCalls {
  const { book, onChanged } = parts;
  return {
    'providers.list': () => Promise.all(book.running.providers.map((config) => viewOf(config, parts))),
    async 'providers.save'({ provider, pasted }) {
      const edit: ConfigEdit = (config) => upsertProvider(config, provider);
      if (pasted !== undefined) {
        const secrets = parts.pasted.secretsOf(pasted);
        mustKeep(provider);
        book.check(edit);
        // Before the change: a provider in force without its secrets would fail its first requests.
        await parts.secrets.write(provider.id, secrets);
      }
      book.change(edit, { renewed: [provider.id] });
      onChanged();
      return viewOf(provider, parts);
    },
    'providers.keepKey': ({ text }) => ({ handle: parts.pasted.keep({ apiKey: text }) }),
    async 'providers.remove'({ id }) {
      mustBeFree(book.running, id);
      book.change((config) => ({
        ...config,
        providers: config.providers.filter((entry) => entry.id !== id),
      }));
      onChanged();
      await parts.secrets.remove(id);
      return {};
    },
    'providers.reorder'({ ids }) {
      mustBeAll(book.running, ids);
      book.change((config) => ({ ...config, providers: sortedBy(ids, config.providers) }));
      onChanged();
      return {};
    },
  };
}

async function viewOf(config: ProviderConfig, parts: CredentialStateParts): Promise<ProviderView> {
  return { config, credentials: await readCredentialState(config, parts) };
}

function mustKeep({ credentials }: ProviderConfig): void {
  if (credentials.source === 'keychain') return;
  throw new CallFailure(
    'invalid_input',
    `Pasted secrets belong to the source "keychain", not "${credentials.source}".`,
    'provider.credentials.source',
  );
}

/** A combo that names a provider which is gone would silently mean something else. */
function mustBeFree({ providers, combos }: Config, id: string): void {
  if (!providers.some((entry) => entry.id === id)) throw notFound(`Provider ${id}`);
  const users = combos.filter(({ models }) => models.some((model) => model.startsWith(`${id}/`)));
  if (users.length === 0) return;
  const names = users.map((combo) => `"${combo.id}"`).join(', ');
  throw new CallFailure('conflict', `Provider ${id} is used by ${names}. Take it out there first.`, 'id');
}

function mustBeAll({ providers }: Config, ids: readonly string[]): void {
  const same = ids.length === providers.length && providers.every(({ id }) => ids.includes(id));
  if (!same) throw new CallFailure('conflict', 'The list of providers has changed. Reload the page.', 'ids');
}

/** What `ids` does not name (a provider that is not in the file, or only there) keeps its place at the end. */
function sortedBy(ids: readonly string[], providers: readonly ProviderConfig[]): ProviderConfig[] {
  const place = ({ id }: ProviderConfig) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return [...providers].sort((a, b) => place(a) - place(b));
}
