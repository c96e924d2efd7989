/** Label values by label name. An empty value means the label is left out, as Prometheus reads it. */
export type Labels = { readonly [name: string]: string };

/** One metric with its series, as the Prometheus text format shows it. */
export interface MetricFamily {
  render(): string;
}

export interface Counter extends MetricFamily {
  add(labels: Labels, amount: number): void;
}

export interface Histogram extends MetricFamily {
  observe(labels: Labels, value: number): void;
}

interface Described {
  readonly name: string;
  readonly help: string;
}

/** A family has at most so many series; further ones are counted together under `other`. */
const MAX_SERIES = 200;

/** A sum that only grows. */
export function createCounter(about: Described): Counter {
  const series = createSeries(() => ({ value: 0 }));
  return {
    add(labels, amount) {
      series.of(labels).value += amount;
    },
    render: () =>
      head(about, 'counter') + series.lines((labels, state) => line(about.name, labels, state.value)),
  };
}

/** Counts of values at or below each bound. */
export function createHistogram(about: Described & { readonly bounds: readonly number[] }): Histogram {
  const { name, bounds } = about;
  const series = createSeries(() => ({ counts: bounds.map(() => 0), count: 0, sum: 0 }));
  return {
    observe(labels, value) {
      const state = series.of(labels);
      const bucket = bounds.findIndex((bound) => value <= bound);
      if (bucket >= 0) state.counts[bucket] = (state.counts[bucket] ?? 0) + 1;
      state.count += 1;
      state.sum += value;
    },
    render: () =>
      head(about, 'histogram') +
      series.lines((labels, state) => {
        let below = 0;
        let text = '';
        bounds.forEach((bound, index) => {
          below += state.counts[index] ?? 0;
          text += line(`${name}_bucket`, [...labels, ['le', String(bound)]], below);
        });
        text += line(`${name}_bucket`, [...labels, ['le', '+Inf']], state.count);
        return text + line(`${name}_sum`, labels, state.sum) + line(`${name}_count`, labels, state.count);
      }),
  };
}

/** One value as it is now. */
export function renderGauge(about: Described, value: number): string {
  return head(about, 'gauge') + line(about.name, [], value);
}

type LabelPairs = readonly (readonly [name: string, value: string])[];

interface Series<State> {
  of(labels: Labels): State;
  lines(render: (labels: LabelPairs, state: State) => string): string;
}

function createSeries<State>(create: () => State): Series<State> {
  const byLabels = new Map<string, { readonly labels: LabelPairs; readonly state: State }>();
  const entry = (labels: LabelPairs) => {
    const key = JSON.stringify(labels);
    const there = byLabels.get(key);
    if (there !== undefined || (byLabels.size >= MAX_SERIES && !isOther(labels))) return there;
    const created = { labels, state: create() };
    byLabels.set(key, created);
    return created;
  };
  return {
    of(labels) {
      const pairs = Object.entries(labels).filter(([, value]) => value !== '');
      const found = entry(pairs) ?? entry(pairs.map(([name]) => [name, 'other']));
      return found?.state ?? create();
    },
    lines: (render) => [...byLabels.values()].map(({ labels, state }) => render(labels, state)).join(''),
  };
}

function isOther(labels: LabelPairs): boolean {
  return labels.every(([, value]) => value === 'other');
}

function head({ name, help }: Described, type: string): string {
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${type}\n`;
}

function line(name: string, labels: LabelPairs, value: number): string {
  const inner = labels.map(([label, text]) => `${label}="${escapeLabel(text)}"`).join(',');
  return `${name}${inner === '' ? '' : `{${inner}}`} ${value}\n`;
}

function escapeLabel(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
