import type { LedgerFilter, LedgerRow } from '../../platform/ports/ledger-store.ts';
import { modelFamily } from '../model-family.ts';

/** A limit on what is spent in a period, as the configuration has it. */
export interface BudgetSpec {
  readonly id: string;
  readonly limitUsd: number;
  readonly period: BudgetPeriod;
  readonly scope: BudgetScope;
  /** Parts of the limit. */
  readonly alertAt: readonly number[];
  /** Once it is spent, nothing new is sent on its account. */
  readonly stop: boolean;
}

export type BudgetPeriod = 'day' | 'week' | 'month';

export type BudgetScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'provider' | 'app' | 'model'; readonly name: string };

/** What a budget needs to know of a request, finished or under way; the cost is null where there is no price. */
export type Spending = Pick<LedgerRow, 'startedAt' | 'costNanoUsd'> & SpendingPlace;

/** Who spends, and where. */
export type SpendingPlace = Pick<LedgerRow, 'app' | 'provider' | 'upstreamModel'>;

/** The limit in whole billionths of a US dollar. */
export function limitNanoUsd({ limitUsd }: BudgetSpec): number {
  return Math.round(limitUsd * 1e9);
}

/** True when money spent there is on the budget's account. */
export function isCovered(place: SpendingPlace, scope: BudgetScope): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'provider':
      return place.provider === scope.name;
    case 'app':
      return place.app === scope.name;
    case 'model':
      return place.upstreamModel !== null && modelFamily(place.upstreamModel) === modelFamily(scope.name);
  }
}

/** The ledger's own words for the scope. It knows no families: those are told apart by the called model. */
export function ledgerFilterOf(scope: BudgetScope): LedgerFilter {
  return scope.kind === 'provider' || scope.kind === 'app' ? { [scope.kind]: scope.name } : {};
}
