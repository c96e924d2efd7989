import { ArrowDown, ArrowUp, GripVertical, X } from 'lucide-react';
import { classes } from '../classes.ts';
import { IconButton } from '../control/icon-button.tsx';

interface OrderRowProps {
  readonly item: string;
  readonly index: number;
  readonly last: boolean;
  /** Something is dragged over it. */
  readonly isTarget: boolean;
  readonly canRemove: boolean;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  readonly onDrag: (phase: 'start' | 'over' | 'end') => void;
}

export function OrderRow({
  item,
  index,
  last,
  isTarget,
  canRemove,
  onMove,
  onRemove,
  onDrag,
}: OrderRowProps) {
  return (
    <li
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', item);
        onDrag('start');
      }}
      onDragOver={(event) => {
        event.preventDefault();
        onDrag('over');
      }}
      onDragEnd={() => onDrag('end')}
      className={classes(
        'flex h-9 items-center gap-2 rounded-md bg-sunken pr-0.5 pl-2',
        isTarget && 'outline-2 outline-accent',
      )}
    >
      <GripVertical size={14} aria-hidden className="shrink-0 cursor-grab text-muted" />
      <span className="w-4 shrink-0 text-xs text-muted">{index + 1}</span>
      <span className="min-w-0 flex-1 truncate" title={item}>
        {item}
      </span>
      <span className="flex shrink-0">
        <IconButton
          label={`Move ${item} up`}
          icon={<ArrowUp size={14} aria-hidden />}
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
        />
        <IconButton
          label={`Move ${item} down`}
          icon={<ArrowDown size={14} aria-hidden />}
          disabled={last}
          onClick={() => onMove(index + 1)}
        />
        <IconButton
          label={`Remove ${item}`}
          icon={<X size={14} aria-hidden />}
          disabled={!canRemove}
          onClick={onRemove}
        />
      </span>
    </li>
  );
}
