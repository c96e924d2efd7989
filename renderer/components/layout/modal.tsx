import { type ReactNode, useId } from 'react';
import { classes } from '../classes.ts';
import { useModal } from './use-modal.ts';

interface ModalProps {
  readonly title: string;
  readonly lead?: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Modal({ title, lead, wide = false, onClose, children }: ModalProps) {
  const ref = useModal();
  const id = useId();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
      className={classes(
        'm-auto max-h-[86vh] scroll-pb-16 animate-[rise-in_120ms_ease-out] overflow-y-auto rounded-lg border border-line bg-surface text-ink shadow-float',
        wide ? 'w-[min(56rem,92vw)]' : 'w-[min(32rem,92vw)]',
      )}
    >
      <div className="flex flex-col gap-4 p-5">
        <header>
          <h2 id={id} className="text-lg font-semibold">
            {title}
          </h2>
          {lead !== undefined && <p className="text-muted">{lead}</p>}
        </header>
        {children}
      </div>
    </dialog>
  );
}
