import type { Warning } from '../../core/chat-request.ts';

/** Notes each loss once. */
export interface WarningList {
  add(code: Warning['code'], param: string, detail?: string): void;
  readonly all: readonly Warning[];
}

export function createWarningList(): WarningList {
  return new UniqueWarnings();
}

class UniqueWarnings implements WarningList {
  readonly #all = new Map<string, Warning>();

  add(code: Warning['code'], param: string, detail?: string): void {
    this.#all.set(
      `${code} ${param} ${detail ?? ''}`,
      detail === undefined ? { code, param } : { code, param, detail },
    );
  }

  get all(): readonly Warning[] {
    return [...this.#all.values()];
  }
}
