export interface Sample {
  readonly name: string;
  readonly labels: { readonly [name: string]: string };
  readonly value: number;
}

export interface Family {
  readonly type: string;
  readonly help: string;
  readonly samples: Sample[];
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Inf)|NaN)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;

/**
 * A strict reader of the Prometheus text format: HELP, then TYPE, then the family's samples, each series once,
 * histograms cumulative and complete.
 */
export function readMetrics(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const families = new Map<string, Family>();
  for (const block of text.slice(0, -1).split(/\n(?=# HELP )/)) {
    const [name, family] = readFamily(block.split('\n'));
    if (families.has(name)) throw new Error(`${name} comes twice`);
    check(name, family);
    families.set(name, family);
  }
  return families;
}

function readFamily([first = '', second = '', ...lines]: readonly string[]): readonly [string, Family] {
  const [, name = '', help = ''] = /^# HELP (\S+) (.+)$/.exec(first) ?? [];
  const [, typed, type = ''] = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(second) ?? [];
  if (name === '' || typed !== name) throw new Error(`not the head of a family: ${first}, ${second}`);
  const samples = lines.map(readSample);
  const stray = samples.find((sample) => !belongs(sample.name, name, type));
  if (stray !== undefined) throw new Error(`${stray.name} is out of place under ${name}`);
  return [name, { type, help, samples }];
}

function belongs(sample: string, family: string, type: string): boolean {
  if (type !== 'histogram') return sample === family;
  return ['_bucket', '_sum', '_count'].some((suffix) => sample === family + suffix);
}

function readSample(line: string): Sample {
  const [, name, inner = '', value] = SAMPLE.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new Error(`not a sample: ${line}`);
  const labels: { [name: string]: string } = {};
  LABEL.lastIndex = 0;
  for (let at = 0; at < inner.length; at = LABEL.lastIndex) {
    const [, label = '', text = ''] = LABEL.exec(inner) ?? [];
    if (label === '' || label in labels) throw new Error(`bad labels: ${inner}`);
    labels[label] = text.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }
  return { name, labels, value: Number(value) };
}

function check(name: string, family: Family): void {
  const seen = family.samples.map((sample) =>
    JSON.stringify([sample.name, Object.entries(sample.labels).sort()]),
  );
  if (new Set(seen).size !== seen.length) throw new Error(`a series of ${name} comes twice`);
  if (family.type === 'histogram') checkHistogram(name, family.samples);
  if (family.type === 'counter' && !name.endsWith('_total'))
    throw new Error(`${name} is a counter without _total`);
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
  const series = new Map<string, { bounds: number[]; counts: number[]; count?: number }>();
  for (const sample of samples) {
    const { le, ...labels } = sample.labels;
    const key = JSON.stringify(labels);
    const one = series.get(key) ?? { bounds: [], counts: [] };
    series.set(key, one);
    if (sample.name === `${name}_count`) one.count = sample.value;
    if (sample.name !== `${name}_bucket`) continue;
    one.bounds.push(Number(le?.replace('Inf', 'Infinity')));
    one.counts.push(sample.value);
  }
  const rising = (list: readonly number[]) => list.every((each, n) => n === 0 || each >= (list[n - 1] ?? 0));
  for (const { bounds, counts, count } of series.values()) {
    if (!rising(bounds) || bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name}: bounds`);
    if (!rising(counts) || counts.at(-1) !== count) throw new Error(`${name}: counts`);
  }
}
