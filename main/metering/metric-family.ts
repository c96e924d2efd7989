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

/** From so many series on, a new one is counted under `other` in the labels that a client can make up. */
const MAX_SERIES = 200;

/** All other labels take their values from the configuration or from a fixed list. */
const CLIENT_LABELS = ['gen_ai_request_model', 'gen_ai_response_model', 'krouter_app'] as const;

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

/** Values as they are now, one per label set; nothing when there are none. */
export function renderGauges(
  about: Described,
  values: readonly (readonly [labels: Labels, value: number])[],
): string {
  if (values.length === 0) return '';
  const lines = values.map(([labels, value]) => line(about.name, Object.entries(labels), value));
  return head(about, 'gauge') + lines.join('');
}

type LabelPairs = readonly (readonly [name: string, value: string])[];

interface Series<State> {
  of(labels: Labels): State;
  lines(render: (labels: LabelPairs, state: State) => string): string;
}

/** All series of a family have the same label names in the same order, so the values alone tell them apart. */
function createSeries<State>(create: () => State): Series<State> {
  const byValues = new Map<string, { readonly labels: LabelPairs; readonly state: State }>();
  /** Callers that keep their label objects are spared the joining of values. */
  const byObject = new WeakMap<Labels, State>();
  const findOrAdd = (labels: Labels, mayAdd: boolean): State | undefined => {
    let values = '';
    for (const name in labels) values += `${labels[name]}\n`;
    const found = byValues.get(values);
    if (found !== undefined || !mayAdd) return found?.state;
    const state = create();
    byValues.set(values, { labels: Object.entries(labels).filter(([, value]) => value !== ''), state });
    return state;
  };
  return {
    of(labels) {
      const known = byObject.get(labels);
      if (known !== undefined) return known;
      const state =
        findOrAdd(labels, byValues.size < MAX_SERIES) ??
        findOrAdd(withoutClientsWords(labels), true) ??
        create();
      byObject.set(labels, state);
      return state;
    },
    lines: (render) => [...byValues.values()].map(({ labels, state }) => render(labels, state)).join(''),
  };
}

function withoutClientsWords(labels: Labels): Labels {
  const coarse: { [name: string]: string } = { ...labels };
  for (const name of CLIENT_LABELS) if (coarse[name]) coarse[name] = 'other';
  return coarse;
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
