import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A titled part of a drawer or a card. */
export function Section({ title, children }: SectionProps) {
  return (
    <section className="flex flex-col gap-2 border-b border-line pb-4 last:border-0 last:pb-0">
      <h3 className="text-sm font-semibold">{title}</h3>
      {children}
    </section>
  );
}
