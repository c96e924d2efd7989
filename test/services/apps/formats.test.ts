import { describe, expect, it } from 'vitest';
import { loadFormat } from '../../../main/services/apps/formats/load-format.ts';
import type { KeyPath } from '../../../main/services/apps/key-path.ts';

const [jsonc, yaml, toml] = await Promise.all([loadFormat('jsonc'), loadFormat('yaml'), loadFormat('toml')]);
const item: KeyPath = ['models', { where: 'name', is: 'kRouter' }];

describe('JSON with comments', () => {
  it.each([
    ['an empty text', '', '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['an empty object', '{}', '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['one line', '{"x":[1]}', '{"x":[1], "a": {"b":1}}'],
    ['tabs', '{\n\t"x": 1\n}\n', '{\n\t"x": 1,\n\t"a": {\n\t\t"b": 1\n\t}\n}\n'],
    ['a comment at the end', '{\n  "x": 1 // why\n}', '{\n  "x": 1, // why\n  "a": {\n    "b": 1\n  }\n}'],
    [
      'a trailing comma',
      '{\n  "a": {\n    "x": 1,\n  },\n}',
      '{\n  "a": {\n    "x": 1,\n    "b": 1\n  },\n}',
    ],
    ['Windows line ends', '{\r\n  "a": {}\r\n}', '{\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}'],
    ['the value there', '{"a":{"b": /* old */ 2}}', '{"a":{"b": /* old */ 1}}'],
  ])('keeps its layout when a setting is added to %s', (_what, text, expected) => {
    expect(jsonc.set(text, ['a', 'b'], 1)).toBe(expected);
  });

  it.each([
    ['the first', '{\n  "a": 1,\n  "b": 2\n}', '{\n  "b": 2\n}'],
    ['the last', '{\n  "b": 2, // two\n  "a": 1\n}', '{\n  "b": 2 // two\n}'],
    ['the only one', '{ "a": 1 }', '{  }'],
    ['one of a line', '{ "b": 2, "a": 1, "c": 3 }', '{ "b": 2, "c": 3 }'],
    ['the last of a line', '{ "b": 2, "a": 1 }', '{ "b": 2 }'],
    ['one with a comment of its own', '{\n  "a": 1, // one\n  "b": 2\n}', '{\n  // one\n  "b": 2\n}'],
    ['none', '{"b":1}', '{"b":1}'],
  ])('takes %s away with its comma', (_what, text, expected) => {
    expect(jsonc.remove(text, ['a'])).toBe(expected);
  });

  it('adds items to lists, finds them by a member and takes them away', () => {
    const text = '{\n  "models": [\n    { "name": "x" }\n  ]\n}';
    const added = jsonc.set(text, item, { name: 'kRouter' });
    expect(added).toBe(
      '{\n  "models": [\n    { "name": "x" },\n    {\n      "name": "kRouter"\n    }\n  ]\n}',
    );
    expect(jsonc.source(added, item)).toContain('"kRouter"');
    expect(jsonc.remove(added, item)).toBe(text);
  });
});

describe('YAML', () => {
  it.each([
    ['an empty text', '', 'a: one two\n'],
    ['comments alone', '# note', '# note\na: one two\n'],
    ['another setting', 'b: 1', 'b: 1\na: one two\n'],
    ['the setting there', 'a:   "old" # why\nb: 1\n', 'a:   one two # why\nb: 1\n'],
    ['the setting, empty', 'a:\nb: 1\n', 'a: one two\nb: 1\n'],
    ['a block there', 'a: |\n  x\n  y\nb: 1\n', 'a: one two\nb: 1\n'],
    ['Windows line ends', 'b: 1\r\n', 'b: 1\r\na: one two\r\n'],
  ])('keeps its layout when a setting is added to %s', (_what, text, expected) => {
    expect(yaml.set(text, ['a'], 'one two')).toBe(expected);
  });

  it.each([
    ['a block', 'models:\n  - name: x\n    y: 1 # why\n\nz: 1\n'],
    ['a flush block', 'models:\n- name: x\nz: 1\n'],
    ['a flow', 'models: [{ name: x }] # list\n'],
  ])('adds an item to %s and takes it away again', (_what, text) => {
    const added = yaml.set(text, item, { name: 'kRouter', roles: ['chat'] });
    expect(yaml.parse(added)).toMatchObject({
      models: [{ name: 'x' }, { name: 'kRouter', roles: ['chat'] }],
    });
    expect(yaml.remove(added, item)).toBe(text);
  });
});

describe('TOML, as far as it is our own', () => {
  it('adds to tables, leaves comments, and quotes what needs it', () => {
    const text = '# top\nmodel = "x" # why\n\n[other]\nkey = [1, 2]';
    const one = toml.set(text, ['model'], 'a "b"');
    const two = toml.set(one, ['mine', 'inner', 'url'], 'http://x');
    expect(two).toBe(
      '# top\nmodel = "a \\"b\\"" # why\n\n[other]\nkey = [1, 2]\n\n[mine.inner]\nurl = "http://x"\n',
    );
    expect(toml.parse(two)).toEqual({
      model: 'a "b"',
      other: { key: [1, 2] },
      mine: { inner: { url: 'http://x' } },
    });
    expect(toml.remove(two, ['model'])).not.toContain('model');
  });
});
