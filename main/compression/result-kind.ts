/** How far a request's tool results may be reduced. `lossless` can be rebuilt; `compact` also leaves things out. */
export type CompressionLevel = 'off' | 'lossless' | 'compact';

/**
 * What a tool result is. `file`, `diff` and `unknown` are never touched. `terminal` is program output of no known shape:
 * it is rendered (colours, redraws) and no more.
 */
export type ResultKind =
  | 'file'
  | 'diff'
  | 'unknown'
  | 'terminal'
  | 'grep'
  | 'paths'
  | 'ls'
  | 'tree'
  | 'git'
  | 'log'
  | 'trace'
  | 'test'
  | 'build'
  | 'json';

/** How the lines of a kind may share a beginning. */
export type PrefixRule = 'path' | 'timestamp' | 'none';

/** What `compact` may leave out of a kind. */
export type ElisionRule = 'none' | 'similar-lines' | 'passing-tests' | 'matches' | 'entries' | 'frames';

export interface KindRules {
  /** False: the bytes reach the model exactly as the tool wrote them, at every level. */
  readonly reducible: boolean;
  readonly prefix: PrefixRule;
  readonly elision: ElisionRule;
}

/** The rules of every kind. */
export const KIND_RULES: Readonly<Record<ResultKind, KindRules>> = {
  file: { reducible: false, prefix: 'none', elision: 'none' },
  diff: { reducible: false, prefix: 'none', elision: 'none' },
  unknown: { reducible: false, prefix: 'none', elision: 'none' },
  terminal: { reducible: true, prefix: 'none', elision: 'none' },
  grep: { reducible: true, prefix: 'path', elision: 'matches' },
  paths: { reducible: true, prefix: 'path', elision: 'entries' },
  ls: { reducible: true, prefix: 'path', elision: 'none' },
  tree: { reducible: true, prefix: 'path', elision: 'entries' },
  git: { reducible: true, prefix: 'path', elision: 'none' },
  log: { reducible: true, prefix: 'timestamp', elision: 'similar-lines' },
  trace: { reducible: true, prefix: 'path', elision: 'frames' },
  test: { reducible: true, prefix: 'path', elision: 'passing-tests' },
  build: { reducible: true, prefix: 'path', elision: 'similar-lines' },
  json: { reducible: true, prefix: 'none', elision: 'none' },
};
