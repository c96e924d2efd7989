import { useState } from 'react';
import { moveItem } from './move-item.ts';
import { OrderRow } from './order-row.tsx';

interface OrderListProps {
  readonly label: string;
  readonly items: readonly string[];
  readonly onChange: (items: readonly string[]) => void;
  readonly canRemove: boolean;
}

/** A list in an order of the user's own: dragged, or moved with the buttons. */
export function OrderList({ label, items, onChange, canRemove }: OrderListProps) {
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const [said, setSaid] = useState('');
  const move = (from: number, to: number): void => {
    if (from === to || to < 0 || to >= items.length) return;
    onChange(moveItem(items, from, to));
    setSaid(`${items[from]} is now number ${to + 1} of ${items.length}.`);
  };
  return (
    <>
      <ol aria-label={label} className="flex flex-col gap-1">
        {items.map((item, index) => (
          <OrderRow
            key={item}
            item={item}
            index={index}
            last={index === items.length - 1}
            isTarget={over === index && dragged !== undefined && dragged !== index}
            canRemove={canRemove}
            onMove={(to) => move(index, to)}
            onRemove={() => onChange(items.filter((each) => each !== item))}
            onDrag={(phase) => {
              if (phase === 'start') setDragged(index);
              else if (phase === 'over') setOver(index);
              else {
                if (dragged !== undefined && over !== undefined) move(dragged, over);
                setDragged(undefined);
                setOver(undefined);
              }
            }}
          />
        ))}
      </ol>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </>
  );
}
