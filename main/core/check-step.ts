import { toAppError } from './app-error.ts';
import type { Usage } from './usage.ts';

/** One thing that was tried at a provider, for `krouter check` and the dashboard. */
export interface CheckStep {
  readonly name: 'clock' | 'credentials' | 'identity' | 'models' | 'access' | 'answer';
  readonly ok: boolean;
  /** What was found, in one sentence. */
  readonly detail: string;
  /** The IAM action that the step needs. */
  readonly iamAction?: string;
  /** What to do when it is not ok. */
  readonly fix?: string;
  /** Upstream's own id of the refused request, for a support case. */
  readonly requestId?: string;
  /** What answered, and what it counted. */
  readonly answered?: AnsweredModel;
  /** Nothing that would come after it can work. */
  readonly isFatal?: boolean;
}

/** The model of a one-word answer, as far as its price depends on it. */
export interface AnsweredModel {
  readonly baseId: string;
  readonly scope: 'in-region' | 'geo' | 'global';
  readonly geography?: string;
  readonly usage: Usage;
}

/** A step that failed with whatever was thrown. Our errors already carry their cure. */
export function failedStep(name: CheckStep['name'], error: unknown, iamAction?: string): CheckStep {
  const { code, message, upstream } = toAppError(error);
  const named = /not authorized to perform: ([a-z-]{1,40}:\w{1,80})/.exec(message)?.[1];
  const denied = code === 'permission' ? (named ?? iamAction) : undefined;
  const fix = denied === undefined ? undefined : `Allow ${denied} for this identity.`;
  return { name, ok: false, detail: message, iamAction: denied, fix, requestId: upstream?.requestId };
}
