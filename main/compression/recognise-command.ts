import { isDigitAt } from './character-class.ts';
import {
  COMMAND_ROLES,
  type CommandRole,
  MANAGER_VERBS,
  SHELLS,
  TWO_WORD_WRAPPERS,
} from './command-kinds.ts';
import { KIND_RULES, type ResultKind } from './result-kind.ts';
import { readShellScript, type ShellPipeline } from './shell-script.ts';

/** Commands within commands, as in `sudo bash -c "timeout 5 …"`, are followed this deep. */
const MAX_DEPTH = 8;

/**
 * What a shell script prints, from its commands. Of a pipeline the last producer decides; of several commands all must
 * agree. A file read or a diff anywhere makes the whole of it one, for those bytes are sacred. `unknown`: the commands
 * are understood and do not agree. Undefined: a command we do not know, so the shape may be looked at.
 */
export function recogniseCommand(script: string, depth = 0): ResultKind | undefined {
  const pipelines = depth < MAX_DEPTH ? readShellScript(script) : undefined;
  if (pipelines === undefined) return 'unknown';
  const roles = pipelines
    .map((pipeline) => roleOfPipeline(pipeline, depth))
    .filter((role) => role !== 'silent');
  if (roles.includes('file')) return 'file';
  if (roles.includes('diff')) return 'diff';
  return roles.length === 0 ? 'unknown' : agree(roles);
}

/** The one kind that several commands' output has together. */
function agree(roles: readonly (ResultKind | undefined)[]): ResultKind | undefined {
  const [first] = roles;
  if (roles.every((role) => role === first)) return first;
  if (roles.includes(undefined)) return undefined;
  if (roles.every((role) => role === 'build' || role === 'test')) return 'test';
  // Kinds whose lines begin with paths mix well, as long as nothing is left out: that is what `git` means here.
  return roles.every((role) => role !== undefined && KIND_RULES[role].prefix === 'path') ? 'git' : 'unknown';
}

/** The role of the last command in the pipeline that is not a mere filter. */
function roleOfPipeline(pipeline: ShellPipeline, depth: number): ResultKind | 'silent' | undefined {
  if (pipeline.at(-1)?.silenced) return 'silent';
  const isJson = baseName(pipeline.at(-1)?.words[0] ?? '') === 'jq';
  for (let i = pipeline.length - 1; i >= 0; i -= 1) {
    const role = roleOfWords(pipeline[i]?.words ?? [], depth);
    if (role === 'filter') continue;
    if (role === 'wrapper' || role === 'manager') return undefined;
    return isJson && role !== 'file' ? 'json' : role;
  }
  return 'file';
}

function roleOfWords(words: readonly string[], depth: number): CommandRole | undefined {
  if (depth > MAX_DEPTH) return 'unknown';
  const from = skipAssignments(words);
  const name = baseName(words[from] ?? '');
  const rest = words.slice(from + 1);
  if (name === '' || name === 'for' || name === 'case' || name === 'function') return 'silent';
  if (SHELLS.has(name)) return roleOfShell(rest, depth);
  const [verb = ''] = rest;
  if (TWO_WORD_WRAPPERS.has(`${name} ${verb}`)) return roleOfWords(skipOptions(rest.slice(1)), depth + 1);
  const role = COMMAND_ROLES.get(`${name} ${verbOf(name, rest)}`) ?? COMMAND_ROLES.get(name);
  if (role === 'wrapper') return roleOfWrapped(name, skipOptions(rest), depth);
  return refine({ name, role, rest });
}

function roleOfWrapped(wrapper: string, words: readonly string[], depth: number): CommandRole | undefined {
  if (words.length === 0) return 'silent';
  const role = roleOfWords(words, depth + 1);
  // `xargs cat` reads the files whose names come down the pipe.
  return role === 'filter' && wrapper === 'xargs' ? 'file' : role;
}

function roleOfShell(words: readonly string[], depth: number): CommandRole | undefined {
  const flag = words.findIndex((word) => word.startsWith('-') && word.endsWith('c'));
  const script = flag < 0 ? undefined : words[flag + 1];
  return script === undefined ? undefined : recogniseCommand(script, depth + 1);
}

interface Command {
  readonly name: string;
  readonly role: CommandRole | undefined;
  readonly rest: readonly string[];
}

/** Options and verbs that change what a command prints. */
function refine({ name, role, rest }: Command): CommandRole | undefined {
  if (rest.includes('--diff')) return 'diff';
  if (name === 'git') return refineGit(role, rest);
  if (role === 'manager') return managerRole(rest);
  if (name === 'find' && rest.some((word) => FIND_ACTIONS.has(word))) return 'unknown';
  if (name === 'ls' && !rest.some((word) => isFlagWith(word, 'l'))) return 'paths';
  if (name === 'jq' && rest.some(isOperandFile)) return 'file';
  if (name === 'curl' && rest.some((word) => word.endsWith('.json'))) return 'file';
  return role;
}

/** Makes `find` print something other than paths. */
const FIND_ACTIONS: ReadonlySet<string> = new Set(['-exec', '-execdir', '-ok', '-ls', '-printf']);

const SUMMARY_OPTIONS = ['--stat', '--name-only', '--name-status', '--numstat', '--shortstat'];
const PATCH_OPTIONS = ['-p', '--patch', '-u', '-v', '-vv', '-c', '--cc'];

function refineGit(role: CommandRole | undefined, rest: readonly string[]): CommandRole | undefined {
  const patch = rest.slice(1).some((word) => PATCH_OPTIONS.includes(word) || word.startsWith('-L'));
  if (patch && (role === 'git' || role === 'diff')) return 'diff';
  const summary = rest.includes('diff') && rest.some((word) => SUMMARY_OPTIONS.includes(word));
  return role === 'diff' && summary ? 'git' : role;
}

function managerRole(rest: readonly string[]): ResultKind | undefined {
  const [verb = '', script = ''] = rest.filter((word) => !word.startsWith('-'));
  if (verb === 'run' || verb === 'run-script') return scriptRole(script);
  return MANAGER_VERBS.has(verb) ? 'build' : undefined;
}

/** What a script of package.json prints, by its name. */
function scriptRole(script: string): ResultKind | undefined {
  if (script.startsWith('test') || script.startsWith('e2e')) return 'test';
  return ['build', 'lint', 'check', 'typecheck', 'compile'].some((word) => script.startsWith(word))
    ? 'build'
    : undefined;
}

function isFlagWith(word: string, letter: string): boolean {
  return word.startsWith('-') && !word.startsWith('--') && word.includes(letter);
}

function isOperandFile(word: string): boolean {
  return !word.startsWith('-') && word.includes('.') && !word.startsWith('.') && !word.includes(' ');
}

/** The first word that is no option; for git also past `-C dir` and `-c name=value`. */
function verbOf(name: string, rest: readonly string[]): string {
  let at = 0;
  while (name === 'git' && (rest[at] === '-C' || rest[at] === '-c')) at += 2;
  while (name === 'git' && rest[at]?.startsWith('-')) at += 1;
  if (name !== 'git' && rest.includes('logs')) return 'logs';
  return rest[at] ?? '';
}

function skipAssignments(words: readonly string[]): number {
  let from = 0;
  while (from < words.length && isAssignment(words[from] ?? '')) from += 1;
  return from;
}

function isAssignment(word: string): boolean {
  const equals = word.indexOf('=');
  if (equals < 1 || isDigitAt(word, 0)) return false;
  for (let i = 0; i < equals; i += 1) {
    if ('/-. '.includes(word.charAt(i))) return false;
  }
  return true;
}

/** Past a wrapper's options, their plain values (`timeout 30`, `nice -n 5`) and assignments. */
function skipOptions(words: readonly string[]): readonly string[] {
  let from = 0;
  while (from < words.length && (words[from]?.startsWith('-') || isDigitAt(words[from] ?? '', 0))) from += 1;
  return words.slice(from);
}

function baseName(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}
