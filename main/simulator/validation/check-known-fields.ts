import { isObject, type JsonObject, listOf, objectOf } from '../json.ts';
import { BLOCK_FIELDS, BODY_FIELDS, THINKING_FIELDS, TOOL_CHOICE_FIELDS } from './known-fields.ts';
import { extra, firstText, type ModelRequest } from './model-request.ts';

/** Refuses every member, at any level, that Bedrock's schema does not have. */
export function checkKnownFields({ body, model }: ModelRequest): string | undefined {
  const unknown = Object.keys(body).find((key) => !BODY_FIELDS.has(key));
  if (unknown !== undefined) return extra(unknown);
  return (
    onlyFields(objectOf(body['metadata']), ['user_id'], 'metadata') ??
    onlyFields(objectOf(body['output_config']), ['effort', 'format'], 'output_config') ??
    tagged(body['thinking'], THINKING_FIELDS, 'thinking') ??
    tagged(body['tool_choice'], TOOL_CHOICE_FIELDS, 'tool_choice') ??
    blocksOf(body['system'], 'system', { hourCache: model.hourCache, system: true }) ??
    firstText(listOf(body['messages']), (message, index) =>
      checkMessage(message, `messages.${index}`, model.hourCache),
    ) ??
    firstText(listOf(body['tools']), (tool, index) =>
      checkCacheControl(objectOf(tool)['cache_control'], `tools.${index}.cache_control`, model.hourCache),
    )
  );
}

interface Place {
  readonly hourCache: boolean;
  /** Only text blocks, and their type is left out of paths. */
  readonly system?: boolean;
}

function checkMessage(message: unknown, path: string, hourCache: boolean): string | undefined {
  if (!isObject(message)) return `${path}: Input should be a valid dictionary`;
  return (
    onlyFields(message, ['role', 'content'], path) ??
    blocksOf(message['content'], `${path}.content`, { hourCache })
  );
}

function blocksOf(content: unknown, path: string, place: Place): string | undefined {
  return firstText(listOf(content), (block, index) => checkBlock(block, `${path}.${index}`, place));
}

function checkBlock(block: unknown, path: string, place: Place): string | undefined {
  if (!isObject(block)) return `${path}: Input should be a valid dictionary`;
  const type = String(block['type']);
  const fields = place.system && type !== 'text' ? undefined : BLOCK_FIELDS[type];
  if (!fields) return unknownTag(`${path}`, type, place.system ? ['text'] : Object.keys(BLOCK_FIELDS));
  const inner = place.system ? path : `${path}.${type}`;
  if (block['citations'] === null) return extra(`${inner}.citations`);
  return (
    onlyFields(block, fields, inner) ??
    checkCacheControl(block['cache_control'], `${inner}.cache_control`, place.hourCache) ??
    (type === 'tool_result' ? blocksOf(block['content'], `${inner}.content`, place) : undefined)
  );
}

function checkCacheControl(value: unknown, path: string, hourCache: boolean): string | undefined {
  if (value === undefined || value === null) return undefined;
  const control = objectOf(value);
  if (control['type'] !== 'ephemeral') return unknownTag(path, String(control['type']), ['ephemeral']);
  const fields = hourCache ? ['type', 'ttl'] : ['type'];
  const unknown = onlyFields(control, fields, `${path}.ephemeral`);
  if (unknown !== undefined) return unknown;
  const { ttl } = control;
  const known = ttl === undefined || ttl === '5m' || ttl === '1h';
  return known ? undefined : `${path}.ephemeral.ttl: Input should be '5m' or '1h'`;
}

function tagged(
  value: unknown,
  table: Readonly<Record<string, readonly string[]>>,
  path: string,
): string | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) return `${path}: Input should be a valid dictionary`;
  const type = String(value['type']);
  const fields = Object.hasOwn(table, type) ? table[type] : undefined;
  return fields ? onlyFields(value, fields, `${path}.${type}`) : unknownTag(path, type, Object.keys(table));
}

function onlyFields(object: JsonObject, fields: readonly string[], path: string): string | undefined {
  const unknown = Object.keys(object).find((key) => !fields.includes(key));
  return unknown === undefined ? undefined : extra(`${path}.${unknown}`);
}

/** The refusal of a `type` that is none of the expected ones. */
export function unknownTag(path: string, found: string, expected: readonly string[]): string {
  const tags = [...expected]
    .sort()
    .map((tag) => `'${tag}'`)
    .join(', ');
  return `${path}: Input tag '${found}' found using 'type' does not match any of the expected tags: ${tags}`;
}
