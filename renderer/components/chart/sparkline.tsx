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
        <g key={className} fill="none" strokeLinecap="round" strokeLinejoin="round" className={className}>
          <path d={linePath(values, top)} strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
          <path d={dotPath(values, top)} strokeWidth="5" vectorEffect="non-scaling-stroke" />
        </g>
      ))}
    </svg>
  );
}

function linePath(values: Values, top: number): string {
  return values
    .map((value, index) => {
      if (value === null) return '';
      return `${isGap(values[index - 1]) ? 'M' : 'L'}${place(values, index, top)}`;
    })
    .join('');
}

/** Points without a neighbour: a line of no length, whose round ends make it a dot. */
function dotPath(values: Values, top: number): string {
  return values
    .map((value, index) => {
      const isAlone = value !== null && isGap(values[index - 1]) && isGap(values[index + 1]);
      return isAlone ? `M${place(values, index, top)}l0 0` : '';
    })
    .join('');
}

type Values = SparklineProps['rows'][number]['values'];

function isGap(value: number | null | undefined): boolean {
  return value === null || value === undefined;
}

/** Inset by the radius of a dot. */
function place(values: Values, index: number, top: number): string {
  const x = 2 + (index * (WIDTH - 4)) / Math.max(1, values.length - 1);
  const y = HEIGHT - 3 - ((values[index] ?? 0) / top) * (HEIGHT - 6);
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
