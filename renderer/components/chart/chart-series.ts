/** A named row of numbers over shared moments; null where nothing was measured. */
export interface ChartSeries {
  readonly label: string;
  readonly values: readonly (number | null)[];
}

export interface ChartData {
  /** Milliseconds since 1970, rising. */
  readonly at: readonly number[];
  readonly series: readonly ChartSeries[];
  /** How the numbers are written, in legend, axis and table. */
  readonly format: (value: number | undefined) => string;
}

/** Each series added to those below it, for bars on top of each other. */
export function stack({ at, series }: ChartData): readonly (readonly (number | null)[])[] {
  const sums = at.map(() => 0);
  return series.map(({ values }) =>
    values.map((value, index) => {
      const sum = (sums[index] ?? 0) + (value ?? 0);
      sums[index] = sum;
      return value === null ? null : sum;
    }),
  );
}
