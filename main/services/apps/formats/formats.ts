import type { ConfigFormat } from './config-format.ts';
import { jsoncFormat } from './jsonc-format.ts';
import { tomlLines } from './toml-lines.ts';
import { yamlFormat } from './yaml-format.ts';

export type FormatName = 'jsonc' | 'yaml' | 'toml';

/** Every format that a settings file may have. */
export const formats: { readonly [name in FormatName]: ConfigFormat } = {
  jsonc: jsoncFormat,
  yaml: yamlFormat,
  toml: tomlLines,
};
