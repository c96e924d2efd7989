import type { Warning } from '../../../core/chat-request.ts';

/** Notes each loss once. */
export interface WarningList {
  dropped(param: string, detail?: string): void;
  changed(param: string, detail?: string): void;
  readonly all: readonly Warning[];
}

/** An empty list. */
export function createWarningList(): WarningList {
  const all = new Map<string, Warning>();
  const add = (code: Warning['code']) => (param: string, detail?: string) => {
    all.set(
      `${code} ${param} ${detail ?? ''}`,
      detail === undefined ? { code, param } : { code, param, detail },
    );
  };
  return {
    dropped: add('dropped'),
    changed: add('changed'),
    get all() {
      return [...all.values()];
    },
  };
}
