import uPlot from 'uplot';
import type { ChartData } from './chart-series.ts';

export interface ChartLook {
  readonly kind: 'bars' | 'lines';
  readonly width: number;
  readonly height: number;
  readonly onCursor: (index: number | undefined) => void;
}

/** Colours of the series in their order; `theme.css` has them for both themes. */
export const SERIES_COLOURS = [
  '--series-1',
  '--series-2',
  '--series-3',
  '--series-4',
  '--series-5',
  '--series-6',
];

/** Options for uPlot, with the colours of the painted theme. */
export function chartOptions(data: ChartData, look: ChartLook): uPlot.Options {
  const bars = look.kind === 'bars' ? uPlot.paths.bars?.({ size: [0.72, 36], radius: 0.12 }) : undefined;
  return {
    width: look.width,
    height: look.height,
    // Room for half of the last label.
    padding: [null, 20 * rootScale(), null, null],
    legend: { show: false },
    cursor: { y: false, points: { show: look.kind === 'lines' }, drag: { x: false, y: false } },
    scales: {
      x: { time: true, range: look.kind === 'bars' ? roomForBars : undefined },
      y: { range: fromZero },
    },
    axes: [
      axis({ size: 24, space: 64, values: (_, ticks) => momentLabels(ticks), grid: { show: false } }),
      axis({ size: roomForLabels, values: (_, ticks) => ticks.map((tick) => data.format(tick)) }),
    ],
    series: [{}, ...drawOrder(data, look.kind).map((index) => seriesOptions(index, bars))],
    hooks: { setCursor: [(plot) => look.onCursor(plot.cursor.idx ?? undefined)] },
  };
}

/** Stacked bars are drawn from the tallest to the lowest, each over the one before. */
export function drawOrder({ series }: ChartData, kind: ChartLook['kind']): readonly number[] {
  const order = series.map((_, index) => index);
  return kind === 'bars' ? order.reverse() : order;
}

function seriesOptions(index: number, bars: uPlot.Series.PathBuilder | undefined): uPlot.Series {
  const colour = cssValue(SERIES_COLOURS[index % SERIES_COLOURS.length] ?? '--accent');
  return bars === undefined
    ? {
        stroke: colour,
        width: 1.75,
        spanGaps: false,
        points: { show: true, size: 5 * rootScale(), fill: colour, filter: lonePoints },
      }
    : { stroke: colour, fill: colour, width: 0, paths: bars, points: { show: false } };
}

function axis(more: uPlot.Axis): uPlot.Axis {
  const line = cssValue('--line');
  return {
    stroke: cssValue('--muted'),
    font: `${11 * rootScale()}px ${cssValue('--font-sans') || 'sans-serif'}`,
    grid: { stroke: line, width: 1 },
    ticks: { show: false },
    border: { show: false },
    ...more,
    size: typeof more.size === 'number' ? more.size * rootScale() : more.size,
    space: (typeof more.space === 'number' ? more.space : 30) * rootScale(),
  };
}

/** As wide as the longest number; the font's digits are about six tenths of its 11 px wide. */
function roomForLabels(_: uPlot, labels: readonly string[] | null): number {
  const longest = Math.max(0, ...(labels ?? []).map((label) => label.length));
  return Math.max(48, 12 + longest * 7) * rootScale();
}

/** A value between two gaps has no line: without a mark it could not be seen. */
function lonePoints(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? [];
  return [...values.keys()].filter(
    (index) => isThere(values[index]) && !isThere(values[index - 1]) && !isThere(values[index + 1]),
  );
}

function isThere(value: number | null | undefined): boolean {
  return value !== null && value !== undefined;
}

/** Half a bucket more on both sides, so that the first and last bars are whole. */
function roomForBars(plot: uPlot, min: number, max: number): uPlot.Range.MinMax {
  const moments = plot.data[0];
  const [first, second] = moments;
  const half = first === undefined || second === undefined ? 1800 : (second - first) / 2;
  return [min - half, max + half];
}

function fromZero(_: uPlot, __: number, max: number): uPlot.Range.MinMax {
  return [0, max > 0 ? max * 1.08 : 1];
}

/** Days where the ticks are days apart, else times of day with the date at midnight. */
function momentLabels(seconds: readonly number[]): string[] {
  const [first = 0, second = first] = seconds;
  const byDay = second - first >= 86_400;
  return seconds.map((tick) => {
    const moment = new Date(tick * 1000);
    return byDay || moment.getHours() + moment.getMinutes() === 0
      ? dayLabel.format(moment)
      : clockLabel.format(moment);
  });
}

const dayLabel = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const clockLabel = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function rootScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
}

function cssValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
