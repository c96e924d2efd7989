import type { Provider, ResolvedModel } from '../core/provider.ts';

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
}

/** Makes an empty book. */
export function createQuotaLimits(): QuotaLimitBook {
  const books = { account: new Map<string, QuotaLimit>(), user: new Map<string, QuotaLimit>() };
  return {
    set(source, place, limit) {
      const key = `${place.provider}/${place.baseId}`;
      if (limit === undefined) books[source].delete(key);
      else books[source].set(key, limit);
    },
    limitOf(provider, model) {
      const key = `${provider.id}/${model.baseId}`;
      const account = books.account.get(key);
      const user = books.user.get(key);
      if (account === undefined || user === undefined) return account ?? user;
      return {
        tokensPerMinute: account.tokensPerMinute ?? user.tokensPerMinute,
        requestsPerMinute: account.requestsPerMinute ?? user.requestsPerMinute,
      };
    },
  };
}
