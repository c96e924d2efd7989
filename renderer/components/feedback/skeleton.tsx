interface SkeletonProps {
  /** What is being loaded, for those who do not see the bars. */
  readonly label: string;
  /** At most six. */
  readonly rows?: number;
}

const WIDTHS = ['w-11/12', 'w-9/12', 'w-10/12', 'w-7/12', 'w-8/12', 'w-6/12'] as const;

export function Skeleton({ label, rows = 4 }: SkeletonProps) {
  return (
    <div role="status" className="flex flex-col gap-3 p-4">
      <span className="sr-only">{label}</span>
      {WIDTHS.slice(0, rows).map((width) => (
        <div
          key={width}
          className={`h-3.5 animate-[breathe_1.6s_ease-in-out_infinite] rounded-sm bg-sunken ${width}`}
        />
      ))}
    </div>
  );
}
