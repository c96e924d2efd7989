import { type JsonObject, parseObject } from '../json.ts';

/** A member's name with `?` behind it may be absent; `[]` marks a list of texts. */
export type MemberRule = `${string}?` | `${string}[]?` | string;

/** The members of a JSON body, or what is wrong with it: strict, so that a client cannot send what AWS has no word for. */
export function readMembers(body: Buffer, rules: readonly MemberRule[]): JsonObject | string {
  const members = parseObject(body.toString('utf8'));
  if (members === undefined) return 'The body is not a JSON object.';
  const known = new Map(rules.map((rule) => [rule.replace(/(\[\])?\??$/, ''), rule]));
  for (const [name, value] of Object.entries(members)) {
    const rule = known.get(name);
    if (rule === undefined) return `Unknown parameter: ${name}.`;
    if (!(rule.includes('[]') ? isTexts(value) : isText(value))) return `${name} has the wrong type.`;
  }
  const missing = rules.find((rule) => !rule.endsWith('?') && members[rule] === undefined);
  return missing === undefined ? members : `Missing parameter: ${missing}.`;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
