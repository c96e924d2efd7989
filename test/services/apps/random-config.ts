import fc from 'fast-check';

/** Words that a settings file may hold, those that look like syntax included. */
const word = fc.constantFrom(
  'a',
  'theme',
  'x y',
  'https://e.org/#x',
  'null',
  '12',
  '- z',
  'a: b',
  '// no',
  '"q"',
  'ü€😀',
  '',
);
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
const layout = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\uFEFF'),
  unit: fc.constantFrom('  ', '    ', '\t', ' '),
  last: fc.boolean(),
});

interface Layout {
  readonly eol: string;
  readonly unit: string;
}

type Tree = { readonly [name: string]: unknown };

const leaf = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const tree: fc.Arbitrary<Tree> = fc.dictionary(
  fc.constantFrom('permissions', 'model', 'hooks', 'theme', 'x.y', 'ä'),
  fc.oneof(leaf, fc.dictionary(fc.constantFrom('k', 'l', 'm'), leaf, { maxKeys: 3 })),
  { maxKeys: 4 },
);
const env = fc.dictionary(fc.constantFrom('ANTHROPIC_BASE_URL', 'ANTHROPIC_API_KEY', 'OTHER'), word, {
  maxKeys: 3,
});
const noise = fc.array(fc.nat({ max: 5 }), { minLength: 40, maxLength: 40 });

/** JSON with comments anywhere, trailing commas, any line end, tabs, and perhaps a byte order mark. */
export const jsoncText: fc.Arbitrary<string> = fc
  .record({ tree, env: fc.option(env, { nil: undefined }), layout, noise, compact: fc.boolean() })
  .map(({ tree: rest, env: inner, layout: { mark, last, ...shape }, noise: random, compact }) => {
    const value = inner === undefined ? rest : { ...rest, env: inner };
    if (compact) return mark + JSON.stringify(value) + (last ? shape.eol : '');
    const next = cycle(random);
    return (
      mark + gap(next(), shape) + writeJson(value, { ...shape, next, indent: '' }) + (last ? shape.eol : '')
    );
  });

interface Writer extends Layout {
  readonly indent: string;
  next(): number;
}

function writeJson(value: unknown, writer: Writer): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { eol, unit, next, indent } = writer;
  const inner = { ...writer, indent: indent + unit };
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => writeJson(item, inner))
    : Object.entries(value).map(
        ([name, member]) => `${JSON.stringify(name)}:${next() > 2 ? ' ' : ''}${writeJson(member, inner)}`,
      );
  const [open, close] = isList ? '[]' : '{}';
  if (parts.length === 0) return open + gap(next(), writer) + close;
  const comma = next() === 0 ? ',' : '';
  const oneLine = isList && next() > 2;
  if (oneLine) return `${open}${parts.join(', ')}${close}`;
  const lines = parts.map(
    (part, index) => `${inner.indent}${part}${index < parts.length - 1 ? ',' : comma}${gap(next(), writer)}`,
  );
  return [open + gap(next(), writer), ...lines, indent + close].join(eol);
}

function gap(kind: number, { eol }: Layout): string {
  if (kind === 0) return ` // a "comment", {with} signs${eol}`;
  if (kind === 1) return ' /* one\n * two */ ';
  return kind === 2 ? eol : '';
}

/** YAML with comments, quotes of every kind, blocks, any line end, and perhaps a byte order mark. */
export const yamlText: fc.Arbitrary<string> = fc
  .record({
    pairs: fc.uniqueArray(
      fc.tuple(
        fc.constantFrom('name', 'model', 'openai-api-base', 'models', 'rules', 'version', 'ü'),
        fc.nat(7),
      ),
      { selector: ([name]) => name, maxLength: 6 },
    ),
    layout,
    noise,
    marker: fc.boolean(),
  })
  .map(({ pairs, layout: { mark, last, eol }, noise: random, marker }) => {
    const next = cycle(random);
    const lines = pairs.flatMap(([name, kind]) => [...yamlComment(next()), ...yamlPair(name, kind)]);
    const all = [...(marker ? ['---'] : []), ...lines, ...yamlComment(next())];
    return mark + all.join(eol) + (last && all.length > 0 ? eol : '');
  });

function yamlPair(name: string, kind: number): readonly string[] {
  if (name === 'models') return MODELS[kind % MODELS.length] ?? [];
  return (
    [
      [`${name}: plain text`],
      [`${name}: "double # quoted"  # why`],
      [`${name}:   'it''s'`],
      [`${name}: |`, '  block', '', '  more'],
      [`${name}: [1, two, "three"] # flow`],
      [`${name}:`],
      [`${name}:`, '  - a', '  - b: c', '    d: e'],
      [`${name}: >-`, '    folded', '    text'],
    ][kind] ?? []
  );
}

const MODELS = [
  [
    'models:',
    '  - name: GPT',
    '    provider: openai # theirs',
    '  # between',
    '  - name: Local',
    '    roles: [chat]',
  ],
  ['models:', '- name: flush', '  provider: x'],
  ['models: []'],
  ['models: [{ name: one }]'],
  ['models:'],
  ['models: # none yet'],
  ['models:', '    - name: "kRouter: Sonnet"', '      provider: older'],
  ['models:', '  - name: |', '      blocky', '  - name: last'],
];

function yamlComment(kind: number): readonly string[] {
  return kind === 0 ? ['# a: comment'] : kind === 1 ? [''] : [];
}

function cycle(numbers: readonly number[]): () => number {
  let index = 0;
  return () => numbers[index++ % numbers.length] ?? 0;
}
