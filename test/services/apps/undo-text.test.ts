import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyEdit } from '../../../main/services/apps/edit-plan.ts';
import { type FormatName, loadFormat } from '../../../main/services/apps/formats/load-format.ts';
import { planEdit } from '../../../main/services/apps/plan-edit.ts';
import { undoText } from '../../../main/services/apps/undo-text.ts';
import { jsoncText, yamlText } from './random-config.ts';

const formats = {
  jsonc: await loadFormat('jsonc'),
  yaml: await loadFormat('yaml'),
  toml: await loadFormat('toml'),
};

const ENV: readonly KeyEdit[] = [
  { path: ['env', 'ANTHROPIC_BASE_URL'], value: 'http://127.0.0.1:20128' },
  { path: ['env', 'ANTHROPIC_AUTH_TOKEN'], value: 'sk-krouter-0123456789' },
  { path: ['env', 'ANTHROPIC_API_KEY'], value: undefined },
];
const AIDER: readonly KeyEdit[] = [
  { path: ['openai-api-base'], value: 'http://127.0.0.1:20128/v1' },
  { path: ['model'], value: 'openai/claude-sonnet-4-6' },
];
const CONTINUE: readonly KeyEdit[] = ['Sonnet', 'Opus'].map((name) => ({
  path: ['models', { where: 'name', is: `kRouter: ${name}` }],
  value: { name: `kRouter: ${name}`, provider: 'anthropic', roles: ['chat', 'edit'], apiKey: 'sk-krouter-1' },
}));

function file(text: string | undefined, format: FormatName) {
  return { path: '/home/me/settings', text, format: formats[format] };
}

describe('undo', () => {
  it('gives back any JSON with comments to the byte', () => {
    fc.assert(
      fc.property(jsoncText, (text) => {
        const plan = planEdit(file(text, 'jsonc'), ENV);
        expect(plan.after).not.toBe(text);
        expect(undoText(file(plan.after, 'jsonc'), plan)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('gives back any YAML with comments to the byte', () => {
    fc.assert(
      fc.property(yamlText, fc.constantFrom(AIDER, CONTINUE), (text, edits) => {
        const plan = planEdit(file(text, 'yaml'), edits);
        expect(plan.after).not.toBe(text);
        expect(undoText(file(plan.after, 'yaml'), plan)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('undo after somebody else has changed the file', () => {
  it('takes out its own settings alone, to the byte, when the other change is elsewhere', () => {
    fc.assert(
      fc.property(jsoncText, fc.constantFrom(' // added later\n', '\n\n', '/* x */'), (text, added) => {
        const plan = planEdit(file(text, 'jsonc'), ENV);
        const now = plan.after + added;
        expect(undoText(file(now, 'jsonc'), plan)).toBe(text + added);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves every other setting of any JSON as it is when the app has written the file anew', () => {
    fc.assert(
      fc.property(jsoncText, fc.constantFrom('\t', '  ', ''), (text, unit) => {
        const { parse } = formats.jsonc;
        const plan = planEdit(file(text, 'jsonc'), ENV);
        const value = parse(plan.after.replace('\uFEFF', ''));
        const now = JSON.stringify({ first: 'theirs', ...Object(value), last: { a: [1] } }, null, unit);
        const undone = undoText(file(now, 'jsonc'), plan);
        const before = Object(parse(text.replace('\uFEFF', '')));
        const { env, ...others } = Object(parse(undone ?? ''));
        expect(others).toEqual({ first: 'theirs', ...without(before, 'env'), last: { a: [1] } });
        expect(env ?? {}).toEqual(before.env ?? {});
      }),
      { numRuns: 300 },
    );
  });

  it('leaves every other setting of any YAML as it is when lines were added above, below and between', () => {
    fc.assert(
      fc.property(yamlText, fc.constantFrom(AIDER, CONTINUE), (text, edits) => {
        const { parse } = formats.yaml;
        const plan = planEdit(file(text, 'yaml'), edits);
        const end = plan.after.endsWith('\n') ? '' : '\n';
        const body = plan.after.replace('\uFEFF', '').replace(/^---\r?\n/, '');
        const now = `early: 1\n${body.replace('openai/claude', 'openai/claude')}${end}late: 2\n`;
        const undone = undoText(file(now, 'yaml'), plan) ?? '';
        const expected = { early: 1, ...Object(parse(text.replace('\uFEFF', ''))), late: 2 };
        expect(said(parse(undone))).toEqual(said(expected));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a setting that was changed by hand', () => {
    const plan = planEdit(file('{\n  "env": { "ANTHROPIC_BASE_URL": "https://old" }\n}\n', 'jsonc'), ENV);
    const now = plan.after.replace('http://127.0.0.1:20128', 'https://mine');
    const undone = undoText(file(now, 'jsonc'), plan);
    expect(undone).toBe('{\n  "env": { "ANTHROPIC_BASE_URL": "https://mine" }\n}\n');
  });

  it('removes a file that it made, unless somebody has put something into it', () => {
    const plan = planEdit(file(undefined, 'jsonc'), ENV);
    expect(undoText(file(plan.after, 'jsonc'), plan)).toBeUndefined();
    expect(undoText(file(`${plan.after}\n\n`, 'jsonc'), plan)).toBeUndefined();
    const used = plan.after.replace('{', '{\n  // my note\n  "theme": "dark",');
    expect(undoText(file(used, 'jsonc'), plan)).toBe('{\n  // my note\n  "theme": "dark"\n}');
  });

  it('counts a key that the app has moved to its own store as still its own', () => {
    const edits = [{ path: [{ where: 'name', is: 'kRouter' }], value: { name: 'kRouter', apiKey: 'sk-1' } }];
    const plan = planEdit(file('[\n  {"name": "Azure"}\n]\n', 'jsonc'), edits);
    const now = plan.after.replace('sk-1', '$' + '{input:chat.lm.secret.1f}');
    expect(undoText(file(now, 'jsonc'), plan)).toBe('[\n  {"name": "Azure"}\n]\n');
  });
});

function without(value: { readonly [name: string]: unknown }, name: string) {
  return Object.fromEntries(Object.entries(value).filter(([member]) => member !== name));
}

/** What a file says, nothing being the same as an empty list. */
function said(value: unknown) {
  return Object.fromEntries(
    Object.entries(Object(value)).filter(([, member]) => member !== null && JSON.stringify(member) !== '[]'),
  );
}
