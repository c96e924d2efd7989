import type { ModelName } from './parse-model-name.ts';
import type { Target } from './target.ts';

/** What a model name stands for at this moment. */
export interface RoutePlan {
  /** The name as the client gave it. */
  readonly asked: string;
  readonly kind: ModelName['kind'];
  /** In the user's order; inside a group the score decides. No target occurs twice, and there is at least one. */
  readonly groups: readonly (readonly Target[])[];
  /** What the name also stands for but must or can not be tried. */
  readonly excluded: readonly Exclusion[];
}

export interface Exclusion {
  /** A target's key, or `<provider>/<model>` as asked for. */
  readonly target: string;
  readonly reason: string;
}
