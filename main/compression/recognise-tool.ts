import { isJsonObject, type JsonObject, parseJsonObject } from '../core/json.ts';
import { recogniseCommand } from './recognise-command.ts';
import type { ResultKind } from './result-kind.ts';

/** The call that a result answers: the tool's name and its arguments as JSON text. */
export interface ToolHint {
  readonly name: string;
  readonly arguments: string;
}

function all(
  kind: ResultKind | 'shell',
  names: string,
): readonly (readonly [string, ResultKind | 'shell'])[] {
  return names.split(' ').map((name) => [name, kind] as const);
}

/** Tools of the common agents by name, lower case, without `_` and `-`. */
const TOOLS: ReadonlyMap<string, ResultKind | 'shell'> = new Map([
  ...all(
    'shell',
    'bash shell sh zsh localshell terminal runterminalcmd runterminalcommand runinterminal exec',
  ),
  ...all(
    'shell',
    'executecommand execcommand runcommand runshellcommand shellcommand executebash console cmd',
  ),
  ...all(
    'file',
    'read readfile readfiles readtextfile readmultiplefiles readmanyfiles readfilelines view viewfile',
  ),
  ...all(
    'file',
    'viewcodeitem cat open openfile getfile getfilecontents getfilecontent fileread head tail notebookread',
  ),
  ...all(
    'file',
    'strreplaceeditor strreplacebasededittool strreplacebasededit texteditor edit multiedit editfile write',
  ),
  ...all(
    'file',
    'writefile writetofile createfile applypatch applydiff replaceinfile searchreplace codebasesearch',
  ),
  ...all('file', 'readnotebook readresource readmcpresource skill fetchrules'),
  ...all('grep', 'grep greptool grepsearch ripgrep rg searchfiles searchfilecontent searchindirectory'),
  ...all(
    'paths',
    'glob globtool findfiles filesearch findbyname listfiles listdir listdirectory list find ls lstool',
  ),
  ...all('tree', 'tree directorytree'),
]);

/** Arguments that name a command to run, and those that name a file. */
const COMMAND_KEYS = ['command', 'cmd', 'script', 'commands', 'CommandLine'];
const FILE_KEYS = [
  'file_path',
  'filePath',
  'filepath',
  'path',
  'file',
  'filename',
  'file_name',
  'absolute_path',
  'uri',
  'paths',
];

/**
 * What the call tells of its result: a kind; or that the shape may be looked at, as `any-shape`, or as `text-shape` where
 * JSON may be a file that a program printed.
 */
export type ToolVerdict = ResultKind | 'any-shape' | 'text-shape';

/** Judges a call. A tool we do not know that is given a file counts as reading it. */
export function recogniseTool(hint: ToolHint): ToolVerdict {
  const kind = kindOfName(hint.name);
  if (kind !== undefined && kind !== 'shell') return kind;
  const input = parseJsonObject(hint.arguments);
  if (kind === 'shell' || looksLikeShell(hint.name)) {
    const script = input === undefined ? hint.arguments : scriptOf(input);
    return script === undefined ? 'text-shape' : (recogniseCommand(script) ?? 'text-shape');
  }
  return FILE_KEYS.some((key) => input?.[key] !== undefined) ? 'file' : 'any-shape';
}

/** Verbs that mean files only where no server's name stands before them: `issues__list` lists issues. */
const GENERAL_VERBS: ReadonlySet<string> = new Set(['list', 'find']);

function kindOfName(name: string): ResultKind | 'shell' | undefined {
  const plain = plainName(name);
  return name.includes('__') && GENERAL_VERBS.has(plain) ? undefined : TOOLS.get(plain);
}

/** `mcp__files__read_text_file`, `functions.Read`: the last part, plain. */
function plainName(name: string): string {
  const part = name.slice(Math.max(name.lastIndexOf('__') + 2, name.lastIndexOf('.') + 1, 0));
  return (name.includes('__') || name.includes('.') ? part : name)
    .toLowerCase()
    .replaceAll('_', '')
    .replaceAll('-', '');
}

/** Shells under names we do not know. */
function looksLikeShell(name: string): boolean {
  const plain = name.toLowerCase();
  return ['shell', 'bash', 'terminal', 'exec', 'command'].some((word) => plain.includes(word));
}

/** The script among the arguments: a string, or a list of words as Codex sends it, also below `action`. */
function scriptOf(input: JsonObject): string | undefined {
  for (const key of COMMAND_KEYS) {
    const value = input[key];
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return joinWords(value);
  }
  return isJsonObject(input['action']) ? scriptOf(input['action']) : undefined;
}

function joinWords(words: readonly unknown[]): string {
  const quoted = words.map((word) => `'${String(word).replaceAll("'", "'\\''")}'`);
  return quoted.join(' ');
}
