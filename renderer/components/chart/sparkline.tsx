interface SparklineProps {
  readonly rows: readonly { readonly values: readonly (number | null)[]; readonly className: string }[];
}

const WIDTH = 240;
const HEIGHT = 44;

/** Lines without axes, on one scale that begins at 0. Gaps stay gaps. */
export function Sparkline({ rows }: SparklineProps) {
  const top = Math.max(1, ...rows.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="h-11 w-full"
    >
      <path
        d={`M0 ${HEIGHT - 0.5}H${WIDTH}`}
        className="stroke-line"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      {rows.map(({ values, className }) => (
        <path
          key={className}
          d={linePath(values, top)}
          fill="none"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className={className}
        />
      ))}
    </svg>
  );
}

function linePath(values: readonly (number | null)[], top: number): string {
  const step = WIDTH / Math.max(1, values.length - 1);
  let pen = 'M';
  let path = '';
  values.forEach((value, index) => {
    if (value === null) {
      pen = 'M';
      return;
    }
    const y = HEIGHT - 2 - (value / top) * (HEIGHT - 4);
    // A lone point is drawn as a line of no length: its round ends make it a dot.
    path += `${pen}${(index * step).toFixed(1)} ${y.toFixed(1)}${pen === 'M' ? 'l0 0' : ''}`;
    pen = 'L';
  });
  return path;
}
