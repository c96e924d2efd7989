import type { SignIn } from '../../../contract/wizard.ts';
import { AppError } from '../../core/app-error.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { SsoPlace } from '../../providers/bedrock/sso/sso-sign-ins.ts';
import { CallFailure, notFound } from '../call-failure.ts';

/** A sign-in under way or over. */
export interface OpenSignIn {
  readonly id: string;
  readonly cancellation: AbortSignal;
  /** Once somebody is signed in at a portal: where, and the way there. */
  portal: { readonly place: SsoPlace; readonly http: HttpClient } | undefined;
  readonly view: SignIn;
  change(change: Partial<SignIn>): void;
}

/** The last sign-ins, by an id that cannot be guessed. */
export interface SignInBook {
  /** Runs it; what it throws is told in the view. */
  open(run: (signIn: OpenSignIn) => Promise<void>): SignIn;
  /** @throws CallFailure */
  get(id: string): OpenSignIn;
  /** @throws CallFailure */
  cancel(id: string): void;
}

const MAX_KEPT = 20;
/** More at once are not a person's doing. */
const MAX_RUNNING = 5;
const UNDER_WAY: ReadonlySet<SignIn['state']> = new Set(['starting', 'waiting']);

export function createSignInBook(randomId: () => string): SignInBook {
  const kept = new Map<string, { readonly signIn: OpenSignIn; readonly controller: AbortController }>();
  const find = (id: string) => {
    const entry = kept.get(id);
    if (entry === undefined) throw notFound('This sign-in');
    return entry;
  };
  return {
    open(run) {
      const running = [...kept.values()].filter(({ signIn }) => UNDER_WAY.has(signIn.view.state));
      if (running.length >= MAX_RUNNING) {
        throw new CallFailure('conflict', 'Other sign-ins are still waiting. Cancel one first.');
      }
      const controller = new AbortController();
      const signIn = createOpenSignIn(randomId(), controller.signal);
      kept.set(signIn.id, { signIn, controller });
      const [oldest] = kept.size > MAX_KEPT ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      void run(signIn).catch((error: unknown) => fail(signIn, error));
      return signIn.view;
    },
    get: (id) => find(id).signIn,
    cancel(id) {
      const { signIn, controller } = find(id);
      controller.abort();
      if (UNDER_WAY.has(signIn.view.state)) signIn.change({ state: 'cancelled' });
    },
  };
}

function createOpenSignIn(id: string, cancellation: AbortSignal): OpenSignIn {
  let view: SignIn = { id, state: 'starting' };
  return {
    id,
    cancellation,
    portal: undefined,
    get view() {
      return view;
    },
    change(change) {
      // Nothing that comes late brings a cancelled one back.
      if (view.state !== 'cancelled') view = { ...view, ...change };
    },
  };
}

function fail(signIn: OpenSignIn, error: unknown): void {
  const isTold = error instanceof AppError || error instanceof CallFailure;
  const problem = isTold ? error.message : 'The sign-in met an unexpected error. Try again.';
  signIn.change({ state: 'failed', problem });
}
