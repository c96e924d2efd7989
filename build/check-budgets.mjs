/**
 * Holds the production code to its size budgets: lines per file (median 80, 250 at most, tables 350), lines per
 * function (40), nesting (3), parameters (3), and no `any` nor `as` outside the places that may have it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const FILE_LINES = 250;
const TABLE_LINES = 350;
const MEDIAN_LINES = 80;
const FUNCTION_LINES = 40;
const NESTING = 3;
const PARAMETERS = 3;
const TABLE = /(-table|-data|\.table)\.ts$/;
/** The codec kernel and the dispatcher: the only places where a cast is part of the job. */
const CASTS_ALLOWED = /^main\/(core\/json|services\/dispatcher)\.ts$/;

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'main', 'contract', 'preload', 'renderer'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((name) => /\.tsx?$/.test(name));
const faults = [];
const sizes = [];

for (const file of files) checkFile(file);
sizes.sort((a, b) => a - b);
const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
if (median > MEDIAN_LINES) faults.push(`the median file has ${median} lines, more than ${MEDIAN_LINES}`);
for (const fault of faults) console.error(fault);
console.log(
  `budgets: ${files.length} files, median ${median} lines, largest ${sizes.at(-1) ?? 0}, ${faults.length} over budget`,
);
process.exitCode = faults.length === 0 && files.length > 0 ? 0 : 1;

function checkFile(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return;
  }
  const lines = text.split('\n').length - 1;
  sizes.push(lines);
  const limit = TABLE.test(file) ? TABLE_LINES : FILE_LINES;
  if (lines > limit) faults.push(`${file}: ${lines} lines, more than ${limit}`);
  const source = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  visit(source, { file, source, nesting: 0 });
}

function visit(node, context) {
  checkCast(node, context);
  let next = context;
  if (isFunction(node)) {
    checkFunction(node, context);
    next = { ...context, nesting: 0 };
  } else if (isNesting(node)) {
    next = { ...context, nesting: context.nesting + 1 };
    if (next.nesting > NESTING) report(node, context, `nested ${next.nesting} deep, more than ${NESTING}`);
  }
  ts.forEachChild(node, (child) => visit(child, next));
}

function checkFunction(node, context) {
  const name = node.name?.getText() ?? node.parent?.name?.getText() ?? 'anonymous function';
  const lines = lineOf(node.end, context) - lineOf(node.getStart(), context) + 1;
  const markup = context.file.endsWith('.tsx');
  if (lines > FUNCTION_LINES * (markup ? 2 : 1))
    report(node, context, `${name} has ${lines} lines, more than ${FUNCTION_LINES}`);
  // Express tells an error handler by its four parameters.
  const limit = node.parameters.at(-1)?.name.getText() === '_next' ? 4 : PARAMETERS;
  if (node.parameters.length > limit)
    report(node, context, `${name} takes ${node.parameters.length} parameters, more than ${PARAMETERS}`);
}

function checkCast(node, context) {
  if (node.kind === ts.SyntaxKind.AnyKeyword) report(node, context, 'uses any');
  if (!ts.isAsExpression(node) || node.type.getText() === 'const') return;
  if (!CASTS_ALLOWED.test(context.file)) report(node, context, `casts with "as ${node.type.getText()}"`);
}

function isFunction(node) {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isGetAccessor(node) ||
    ts.isConstructorDeclaration(node)
  );
}

function isNesting(node) {
  if (ts.isIfStatement(node)) return !(ts.isIfStatement(node.parent) && node.parent.elseStatement === node);
  return ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isTryStatement(node);
}

function report(node, context, message) {
  faults.push(`${context.file}:${lineOf(node.getStart(), context)}: ${message}`);
}

function lineOf(position, context) {
  return context.source.getLineAndCharacterOfPosition(position).line + 1;
}
