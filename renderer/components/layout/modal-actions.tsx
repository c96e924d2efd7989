import type { ReactNode } from 'react';

/** The buttons of a dialog. They stay in sight at its lower edge, however long the form above them is. */
export function ModalActions({ children }: { readonly children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-5 -mb-5 flex justify-end gap-2 border-t border-line bg-surface px-5 py-3">
      {children}
    </div>
  );
}
