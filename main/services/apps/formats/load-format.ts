import type { ConfigFormat } from './config-format.ts';

export type FormatName = 'jsonc' | 'yaml' | 'toml';

/** Every format that a settings file may have. Their parsers are large and seldom needed: loaded when first asked for. */
const FORMATS: { readonly [name in FormatName]: () => Promise<ConfigFormat> } = {
  jsonc: async () => (await import('./jsonc-format.ts')).jsoncFormat,
  yaml: async () => (await import('./yaml-format.ts')).yamlFormat,
  toml: async () => (await import('./toml-lines.ts')).tomlLines,
};

/** How a format is read and written. */
export function loadFormat(name: FormatName): Promise<ConfigFormat> {
  return FORMATS[name]();
}
