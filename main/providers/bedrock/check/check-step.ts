import { toAppError } from '../../../core/app-error.ts';

/** One thing that was tried, for `krouter check` and the dashboard's "Save & Test". */
export interface CheckStep {
  readonly name: 'clock' | 'credentials' | 'identity' | 'models' | 'answer';
  readonly ok: boolean;
  /** What was found, in one sentence. */
  readonly detail: string;
  /** The IAM action that the step needs. */
  readonly iamAction?: string;
  /** What to do when it is not ok. */
  readonly fix?: string;
}

/** A step that failed with whatever was thrown. Our errors already carry their cure. */
export function failedStep(name: CheckStep['name'], error: unknown, iamAction?: string): CheckStep {
  const { message } = toAppError(error);
  const denied = /not authorized to perform: ([a-z-]{1,40}:\w{1,80})/.exec(message)?.[1] ?? iamAction;
  const fix = denied === undefined ? undefined : `Allow ${denied} for this identity.`;
  return { name, ok: false, detail: message, iamAction: denied, fix };
}
