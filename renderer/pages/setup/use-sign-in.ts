import { useEffect, useState } from 'react';
import type { NetworkConfig } from '../../../contract/config.ts';
import type { SignIn, SignInTarget } from '../../../contract/wizard.ts';
import { useAct } from '../../state/use-act.ts';
import { useCall } from '../../state/use-call.ts';
import { useSetup } from './setup-state.ts';

export interface SignInControl {
  readonly view: SignIn | undefined;
  /** Why it could not even begin. */
  readonly failure: string | undefined;
  readonly busy: boolean;
  start(target: SignInTarget): void;
  cancel(): void;
}

const POLL_MS = 700;
const UNDER_WAY: ReadonlySet<SignIn['state']> = new Set(['starting', 'waiting']);

/** One sign-in: begun, asked for until it has ended. `onDone` is called once, with what can be used. */
export function useSignIn(onDone: (view: SignIn) => void): SignInControl {
  const begin = useAct('signIn.start', { quiet: true });
  const stop = useAct('signIn.cancel', { refresh: ['signIn.get'] });
  const [id, setId] = useState<string>();
  const [ended, setEnded] = useState<string>();
  const asked = useCall(
    'signIn.get',
    { id: id ?? '' },
    { every: POLL_MS, enabled: id !== undefined && id !== ended },
  );
  const view = asked.data ?? (begin.data?.id === id ? begin.data : undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each sign-in, whoever listens by then
  useEffect(() => {
    if (view === undefined || UNDER_WAY.has(view.state) || view.id === ended) return;
    if (view.state === 'choose-role') return;
    setEnded(view.id);
    if (view.state === 'done') onDone(view);
  }, [view]);
  const start = async (target: SignInTarget): Promise<void> => {
    const begun = await begin.mutateAsync({ target, network: plannedNetwork() });
    setId(begun.id);
  };
  return {
    view,
    failure: begin.error?.message,
    busy: begin.isPending,
    start: (target) => void start(target).catch(() => undefined),
    cancel: () => id !== undefined && stop.mutate({ id }),
  };
}

/** The way out that was set for the planned regions: the portal is reached by the same. */
function plannedNetwork(): NetworkConfig {
  const [first] = useSetup.getState().state.providers;
  return { proxy: first?.proxy, caFile: first?.caFile };
}
