import { type ProviderConfig, providerSchema } from '../../../contract/config.ts';
import { providerDefaults } from '../../../contract/provider-defaults.ts';
import {
  type DirectProviderType,
  PROVIDER_KINDS,
  type ProviderField,
} from '../../../contract/provider-kinds.ts';

export type DirectProviderConfig = Extract<ProviderConfig, { type: DirectProviderType }>;

/** Every value as it stands in its input. */
export type DirectForm = Record<string, string>;

/** A valid provider, or the faults by field; those of no field under `root`, as the form's library has it. */
export type ReadForm =
  | { readonly provider: ProviderConfig }
  | { readonly provider?: undefined; readonly faults: Readonly<Record<string, string>> };

/** The form's first values: the provider's own, or what the schema would set. */
export function formOf(type: DirectProviderType, config: DirectProviderConfig | undefined): DirectForm {
  const { fields, key, suggestedId } = PROVIDER_KINDS[type];
  const values: Readonly<Record<string, unknown>> = config ?? providerDefaults(type);
  const credentials: { source?: string; variable?: string } = config?.credentials ?? {};
  return {
    id: config?.id ?? suggestedId,
    source: credentials.source ?? key?.sources[0]?.value ?? '',
    variable: credentials.variable ?? key?.variable ?? '',
    key: '',
    ...Object.fromEntries(fields.map(({ name }) => [name, textOf(values[name])])),
  };
}

/** The provider that the form describes. What it has no field for stays as it is. */
export function readForm(
  type: DirectProviderType,
  form: DirectForm,
  config: DirectProviderConfig | undefined,
): ReadForm {
  const { fields, key } = PROVIDER_KINDS[type];
  const { id, source, variable } = form;
  const kept = config?.credentials.source === source ? config?.credentials : {};
  const credentials = { ...kept, source, ...(source === 'env' ? { variable } : {}) };
  const read = providerSchema.safeParse({
    ...config,
    ...Object.fromEntries(fields.map((field) => [field.name, settingOf(field, form[field.name] ?? '')])),
    id,
    type,
    ...(key === undefined ? {} : { credentials }),
  });
  if (read.success) return { provider: read.data };
  const faults: Record<string, string> = {};
  for (const { path, message } of read.error.issues) {
    const field = fieldOf(path);
    const hasPlace = field in form && field !== 'root';
    faults[hasPlace ? field : 'root'] ??= hasPlace ? message : `${path.join('.')}: ${message}`;
  }
  return { faults };
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : String(value);
  return Object.entries(value)
    .map(([name, member]) => `${name} = ${member}`)
    .join('\n');
}

/** An emptied field is a setting that is not made. */
function settingOf({ kind }: ProviderField, text: string): unknown {
  const value = text.trim();
  if (value === '') return undefined;
  if (kind === 'number') return Number(value);
  return kind === 'pairs' ? pairsOf(value) : value;
}

/** A line without an equals sign stands for itself. */
function pairsOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf('=');
      return at === -1 ? [line.trim(), line.trim()] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

function fieldOf(path: readonly PropertyKey[]): string {
  const [first, second] = path.map(String);
  if (first === 'credentials') return second ?? 'source';
  return first ?? 'root';
}
