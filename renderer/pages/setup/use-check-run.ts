import { useState } from 'react';
import type { CheckRun } from '../../../contract/check-run.ts';
import type { ProviderConfig } from '../../../contract/config.ts';
import { mergeCheck, useChecks } from '../../state/checks.ts';
import { useTransport } from '../../state/transport-context.ts';
import { useAct } from '../../state/use-act.ts';

export interface CheckControl {
  readonly run: CheckRun | undefined;
  /** Why it could not even begin. */
  readonly failure: string | undefined;
  /** With `changed` in the place of the provider, e.g. after its scope was narrowed. */
  start(changed?: ProviderConfig): void;
  cancel(): void;
}

/** The live checks of one provider. A run survives the page: its steps are kept under its id. */
export function useCheckRun(provider: ProviderConfig, pasted: string | undefined): CheckControl {
  const transport = useTransport();
  const begin = useAct('checks.start', { quiet: true });
  const stop = useAct('checks.cancel');
  const [id, setId] = useState(() => lastRuns.get(provider.id));
  const run = useChecks(({ runs }) => (id === undefined ? undefined : runs.get(id)));
  const start = async (changed = provider): Promise<void> => {
    const { run: begun } = await begin.mutateAsync({ provider: changed, pasted });
    lastRuns.set(provider.id, begun);
    setId(begun);
    const sofar = await transport.call('checks.get', { run: begun });
    if (sofar.ok) mergeCheck(sofar.value);
  };
  return {
    run,
    failure: begin.error?.message,
    start: (changed) => void start(changed).catch(() => undefined),
    cancel: () => id !== undefined && stop.mutate({ run: id }),
  };
}

/** Provider to its last run. */
const lastRuns = new Map<string, string>();
