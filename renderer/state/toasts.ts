import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Errors stay until they are dismissed; the rest leaves by itself after this many milliseconds. */
const SHOWN_MS = 5_000;
const MOST = 4;

let count = 0;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

export function raiseToast(toast: Omit<Toast, 'id'>): void {
  count += 1;
  const id = count;
  useToasts.setState(({ toasts }) => ({
    toasts: [...toasts.filter(({ text }) => text !== toast.text), { ...toast, id }].slice(-MOST),
  }));
  if (toast.level !== 'error') setTimeout(() => dismissToast(id), SHOWN_MS);
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
