import type { Provider, ResolvedModel, Scope } from '../core/provider.ts';

/** What an account may use per minute of one model in one place. */
export interface QuotaLimit {
  readonly tokensPerMinute?: number;
  readonly requestsPerMinute?: number;
}

/** Where the router reads limits from. Must answer from memory: it is asked on every request. */
export interface QuotaLimits {
  limitOf(provider: Provider, model: ResolvedModel): QuotaLimit | undefined;
}

/** Who says so: the account itself (Service Quotas) or the user. The account wins, field by field. */
export type QuotaSource = 'account' | 'user';

/** Limits that others keep up to date. */
export interface QuotaLimitBook extends QuotaLimits {
  /** `baseId` is the model without region prefix; leave `limit` out to forget what was set. */
  set(source: QuotaSource, place: QuotaPlace, limit?: QuotaLimit): void;
}

export interface QuotaPlace {
  readonly provider: string;
  readonly baseId: string;
  /** Only for calls of this scope; for every scope when absent. */
  readonly scope?: Scope;
}

/** Makes an empty book. */
export function createQuotaLimits(): QuotaLimitBook {
  const books = { account: new Map<string, QuotaLimit>(), user: new Map<string, QuotaLimit>() };
  return {
    set(source, place, limit) {
      const key = keyOf(place.provider, place.baseId, place.scope);
      if (limit === undefined) books[source].delete(key);
      else books[source].set(key, limit);
    },
    limitOf(provider, model) {
      const account = find(books.account, provider, model);
      const user = find(books.user, provider, model);
      if (account === undefined || user === undefined) return account ?? user;
      return {
        tokensPerMinute: account.tokensPerMinute ?? user.tokensPerMinute,
        requestsPerMinute: account.requestsPerMinute ?? user.requestsPerMinute,
      };
    },
  };
}

function find(
  book: ReadonlyMap<string, QuotaLimit>,
  provider: Provider,
  { baseId, scope }: ResolvedModel,
): QuotaLimit | undefined {
  if (book.size === 0) return undefined;
  return book.get(keyOf(provider.id, baseId, scope)) ?? book.get(keyOf(provider.id, baseId));
}

function keyOf(provider: string, baseId: string, scope?: Scope): string {
  return scope === undefined ? `${provider}/${baseId}` : `${provider}/${baseId} ${scope}`;
}
