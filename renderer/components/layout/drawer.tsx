import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { IconButton } from '../control/icon-button.tsx';
import { CUT_TITLE } from '../cut-title.ts';
import { useModal } from './use-modal.ts';

interface DrawerProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Details at the right edge. */
export function Drawer({ title, lead, onClose, children }: DrawerProps) {
  const ref = useModal();
  const id = useId();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
      className="m-0 ml-auto h-full max-h-none w-[min(38rem,92vw)] max-w-none animate-[slide-in_160ms_ease-out] border-l border-line bg-surface text-ink shadow-float"
    >
      <div className="flex h-full flex-col">
        <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3">
          <div className="min-w-0">
            <h2 {...CUT_TITLE} id={id} className="truncate text-lg font-semibold">
              {title}
            </h2>
            {lead !== undefined && <div className="text-muted">{lead}</div>}
          </div>
          <IconButton hint={false} label="Close" icon={<X size={16} aria-hidden />} onClick={onClose} />
        </header>
        <section
          data-first-focus
          tabIndex={0}
          aria-labelledby={id}
          className="min-h-0 flex-1 overflow-y-auto px-5 py-4 outline-offset-[-2px]"
        >
          {children}
        </section>
      </div>
    </dialog>
  );
}
