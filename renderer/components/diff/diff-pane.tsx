import { classes } from '../classes.ts';
import type { DiffLine } from './diff-lines.ts';

interface DiffPaneProps {
  readonly title: string;
  readonly lines: readonly DiffLine[];
}

/** One side of a diff. Lines that the other side lacks have a mark and a ground. */
export function DiffPane({ title, lines }: DiffPaneProps) {
  const isEmpty = lines.every(({ text }) => text === '');
  const shown = isEmpty ? [] : lines;
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-xs text-muted">{title}</figcaption>
      <pre
        tabIndex={0}
        className="max-h-80 overflow-auto rounded-md border border-line bg-canvas py-2 font-mono text-xs"
      >
        {isEmpty && <span className="block px-3 text-muted">Nothing yet</span>}
        {shown.map(({ text, differs }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand twice, and lines never move
            key={index}
            className={classes('block min-w-max pr-3', differs && 'bg-accent-soft')}
          >
            <span aria-hidden="true" className="inline-block w-6 text-center text-accent select-none">
              {differs ? '•' : ' '}
            </span>
            {text === '' ? ' ' : text}
          </span>
        ))}
      </pre>
    </figure>
  );
}
