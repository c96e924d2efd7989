import { AppError } from '../core/app-error.ts';
import type { ChatRequest } from '../core/chat-request.ts';
import type { Provider } from '../core/provider.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { Log } from '../platform/ports/log.ts';
import { admitPlan, type Gate } from './admit-plan.ts';
import { createAffinityBook } from './affinity.ts';
import { attempt } from './attempt.ts';
import type { ComboSpec } from './combo.ts';
import { describeHealth, type TargetHealth } from './describe-health.ts';
import { createRecordBook, type Engine } from './engine.ts';
import type { NameBook } from './expand-combo.ts';
import { listModels, type ModelEntry } from './list-models.ts';
import type { RouterTimeouts } from './open-upstream.ts';
import { createQuotaLimits, type QuotaLimits } from './quota-limits.ts';
import { type ResolveContext, resolvePlan } from './resolve-plan.ts';
import { createRetryBudget } from './retry-budget.ts';
import type { Exclusion, RoutePlan } from './route-plan.ts';
import type { RoutedAnswer } from './routed-answer.ts';
import type { Caller, RouteRequest } from './search.ts';
import { suggestModels } from './suggest-model.ts';

/** Finds, for every request, the target that should answer it, and the next one when it does not. */
export interface Router {
  /** @throws AppError `model_not_found` with the nearest names, or what a provider threw. */
  resolve(model: string): Promise<RoutePlan>;
  /**
   * Resolves with the first content event.
   * @throws RoutingError when no target answered.
   */
  attempt(plan: RoutePlan, request: ChatRequest, caller: Caller): Promise<RoutedAnswer>;
  /** Every target met so far. */
  health(): readonly TargetHealth[];
  /** Every name that a client may use. */
  models(): Promise<readonly ModelEntry[]>;
  /** Takes on a changed configuration. What was learned about targets that stay is kept. */
  configure(routes: Routes): void;
}

/** The part of the configuration that decides where requests go. */
export interface Routes {
  /** In the user's order. */
  readonly providers: readonly Provider[];
  readonly combos: readonly ComboSpec[];
  /** Provider id -> geography: nothing that leaves it is ever tried there. */
  readonly residencies?: { readonly [provider: string]: string };
  /** Taken as `max_tokens` of requests that name none. */
  readonly defaultMaxTokens?: number;
}

export interface RouterOptions extends Routes {
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly limits?: QuotaLimits;
  /** What may be asked at all; everything when absent. */
  readonly gate?: Gate;
  readonly timeouts?: Partial<RouterTimeouts>;
}

/** Above the HTTP client's 5 s to connect and 120 s to the first byte, in milliseconds. */
const ACCEPT_TIMEOUT_MS = 130_000;
/** As long as the HTTP client's limit between two chunks: pings must not keep an empty answer alive. */
const FIRST_CONTENT_TIMEOUT_MS = 120_000;
/** The configuration's own default. */
const DEFAULT_MAX_TOKENS = 16_384;

/** Makes the router. It starts nothing by itself: no timers, no calls. */
export function createRouter(options: RouterOptions): Router {
  const { clock, log, gate } = options;
  let routes: Routes = options;
  const engine: Engine = {
    clock,
    log,
    random: options.random,
    limits: options.limits ?? createQuotaLimits(),
    affinity: createAffinityBook(),
    budget: createRetryBudget(),
    records: createRecordBook(clock),
    timeouts: {
      accept: options.timeouts?.accept ?? ACCEPT_TIMEOUT_MS,
      firstContent: options.timeouts?.firstContent ?? FIRST_CONTENT_TIMEOUT_MS,
    },
    defaultMaxTokens: () => routes.defaultMaxTokens ?? DEFAULT_MAX_TOKENS,
  };
  let context = contextOf(options, clock);
  const models = () => listModels({ providers: routes.providers, combos: routes.combos, clock, log });
  return {
    models,
    health: () => describeHealth(engine),
    async resolve(model) {
      const found = await resolvePlan(model, context);
      if (found.plan !== undefined) return found.plan;
      if (found.error !== undefined) throw found.error;
      throw notFound(model, found.excluded, await models());
    },
    attempt: (plan, request, caller) => attemptOpen(engine, gate, { plan, request, caller }),
    configure(changed) {
      routes = changed;
      context = contextOf(changed, clock);
      engine.records.keepProviders(new Set(changed.providers.map(({ id }) => id)));
    },
  };
}

/** Tries what the gate leaves of a plan. */
async function attemptOpen(
  engine: Engine,
  gate: Gate | undefined,
  { plan, request, caller }: RouteRequest,
): Promise<RoutedAnswer> {
  const opening = gate?.opening();
  if (opening !== undefined) await opening;
  const visitor = { app: caller.app ?? '', at: engine.clock.now() };
  const open = gate === undefined ? plan : admitPlan(plan, gate, visitor);
  return attempt(engine, { plan: open, request, caller });
}

function contextOf(routes: Routes, clock: Clock): ResolveContext {
  return {
    book: nameBook(routes),
    providers: routes.providers,
    residencies: new Map(Object.entries(routes.residencies ?? {})),
    clock,
  };
}

function nameBook({ providers, combos }: Routes): NameBook {
  const byId = new Map(combos.map((combo) => [combo.id, combo]));
  return { known: { providers: new Set(providers.map(({ id }) => id)), combos: byId }, combos: byId };
}

function notFound(asked: string, excluded: readonly Exclusion[], known: readonly ModelEntry[]): AppError {
  const outside = excluded.filter(({ reason }) => reason.startsWith('outside '));
  if (outside.length > 0) {
    const list = outside.map(({ target, reason }) => `${target} is ${reason}`).join(', ');
    return modelNotFound(`No target of "${asked}" is inside the geography it is bound to: ${list}.`);
  }
  const names = suggestModels(
    asked,
    known.map(({ name }) => name),
  );
  const hint =
    names.length > 0 ? `Did you mean ${names.join(', ')}?` : 'GET /v1/models lists the names that work.';
  return modelNotFound(`No configured provider offers the model "${asked}". ${hint}`);
}

function modelNotFound(message: string): AppError {
  return new AppError({ code: 'model_not_found', param: 'model', message });
}
