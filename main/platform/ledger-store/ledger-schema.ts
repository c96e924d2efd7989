/**
 * The schema's history: entry n takes a file from version n to n + 1. Entries are never edited, and a new one may only
 * add columns that can be null or have a default, so that an older kRouter can go on using a newer file.
 */
export const LEDGER_MIGRATIONS: readonly string[] = [
  `CREATE TABLE requests (
    requestId TEXT PRIMARY KEY NOT NULL,
    startedAt INTEGER NOT NULL,
    dialect TEXT NOT NULL,
    app TEXT NOT NULL,
    sessionId TEXT,
    model TEXT NOT NULL,
    provider TEXT,
    providerType TEXT,
    region TEXT,
    upstreamModel TEXT,
    scope TEXT,
    attempts INTEGER NOT NULL,
    failovers INTEGER NOT NULL,
    decision TEXT,
    status INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    errorCode TEXT,
    inputTokens INTEGER,
    cacheReadTokens INTEGER,
    cacheWriteTokens INTEGER,
    cacheWrite1hTokens INTEGER,
    outputTokens INTEGER,
    reasoningTokens INTEGER,
    usageEstimated INTEGER NOT NULL,
    costNanoUsd INTEGER,
    ttftMs REAL,
    durationMs REAL NOT NULL,
    tokensPerSecond REAL,
    streamed INTEGER NOT NULL,
    warnings TEXT,
    charsBefore INTEGER,
    charsAfter INTEGER
  );
  CREATE INDEX requestsByTime ON requests (startedAt, requestId);`,
  `ALTER TABLE requests ADD COLUMN savedTokens INTEGER;
  ALTER TABLE requests ADD COLUMN savedNanoUsd INTEGER;`,
];

/**
 * Run on every connection. `auto_vacuum` only takes on a file that is still empty. WAL with `synchronous=NORMAL`
 * survives the death of the process without losing a commit, and that of the machine without damage. Sorting goes to
 * a temporary file beyond the cache's two megabytes.
 */
export const LEDGER_PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA journal_size_limit = 4194304;
  PRAGMA cache_size = -2048;`;

/** Fails with a constraint error unless SQLite finds the file sound. Needs no open statement, so the file can be renamed. */
export const LEDGER_HEALTH_CHECK = `
  CREATE TEMP TABLE health (verdict TEXT CHECK (verdict = 'ok'));
  INSERT INTO temp.health SELECT quick_check FROM pragma_quick_check(1);
  DROP TABLE temp.health;`;
