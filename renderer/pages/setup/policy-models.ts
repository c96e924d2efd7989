import type { ModelView } from '../../../contract/model-view.ts';

export interface PolicyModel {
  /** As the policy asks for it: without provider and region prefix. */
  readonly name: string;
  readonly displayName: string;
}

/** What these providers offer, each model once. */
export function policyModels(
  models: readonly ModelView[],
  providers: readonly string[],
): readonly PolicyModel[] {
  const byName = new Map<string, PolicyModel>();
  for (const { name: asked, provider, displayName } of models) {
    if (!providers.includes(provider)) continue;
    const name = asked.slice(asked.indexOf('/') + 1);
    byName.set(name, { name, displayName });
  }
  return [...byName.values()];
}
