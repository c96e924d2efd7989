import type { Warning } from '../../core/chat-request.ts';

/** Notes each loss once. */
export interface WarningList {
  add(code: Warning['code'], param: string, detail: string): void;
  readonly all: readonly Warning[];
}

export function createWarningList(): WarningList {
  const all = new Map<string, Warning>();
  return {
    add(code, param, detail) {
      all.set(`${code} ${param} ${detail}`, { code, param, detail });
    },
    get all() {
      return [...all.values()];
    },
  };
}
