import { useChecks } from '../../state/checks.ts';

/** The IAM actions that the last checks of these providers were refused. */
export function useMissingRights(providers: readonly string[]): readonly string[] {
  const runs = useChecks(({ runs: known }) => known);
  const last = new Map(
    [...runs.values()].flatMap((run) => run.steps.map((step) => [`${step.provider} ${step.step}`, step])),
  );
  const refused = [...last.values()].filter(
    ({ provider, state }) => state === 'failed' && providers.includes(provider),
  );
  return [...new Set(refused.flatMap(({ iamAction }) => iamAction ?? []))];
}
