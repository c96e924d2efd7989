import type { ModelView } from '../../../contract/model-view.ts';

export interface PolicyModel {
  /** As the policy asks for it: without provider and region prefix. */
  readonly name: string;
  readonly displayName: string;
  /** In the policy unless the user says otherwise: Claude where it is offered, else everything. */
  readonly isUsual: boolean;
}

/** What these providers offer, each model once. */
export function policyModels(
  models: readonly ModelView[],
  providers: readonly string[],
): readonly PolicyModel[] {
  const byName = new Map<string, string>();
  for (const { name: asked, provider, displayName } of models) {
    if (!providers.includes(provider)) continue;
    const name = asked.slice(asked.indexOf('/') + 1);
    byName.set(name, displayName);
  }
  const offersClaude = [...byName.keys()].some(isClaude);
  return [...byName].map(([name, displayName]) => ({
    name,
    displayName,
    isUsual: !offersClaude || isClaude(name),
  }));
}

function isClaude(name: string): boolean {
  return name.includes('anthropic.');
}
