import type { Warning } from '../../../core/chat-request.ts';

/** Notes each loss once. */
export interface WarningList {
  dropped(param: string, detail?: string): void;
  changed(param: string, detail?: string): void;
  readonly all: readonly Warning[];
}

/** An empty list. */
export function createWarningList(): WarningList {
  return new UniqueWarnings();
}

class UniqueWarnings implements WarningList {
  readonly #all = new Map<string, Warning>();

  dropped(param: string, detail?: string): void {
    this.#add('dropped', param, detail);
  }

  changed(param: string, detail?: string): void {
    this.#add('changed', param, detail);
  }

  get all(): readonly Warning[] {
    return [...this.#all.values()];
  }

  #add(code: Warning['code'], param: string, detail: string | undefined): void {
    this.#all.set(
      `${code} ${param} ${detail ?? ''}`,
      detail === undefined ? { code, param } : { code, param, detail },
    );
  }
}
