import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { LEDGER_HEALTH_CHECK, LEDGER_MIGRATIONS, LEDGER_PRAGMAS } from './ledger-schema.ts';
import { openSqlConnection, type SqlConnection, sqliteCode } from './sql-connection.ts';

/**
 * Opens the ledger's file, readable by its owner only, checks it and brings it to the current schema.
 * @throws Error for which `isMalformed` is true when the file is damaged; others when it cannot be used at all.
 */
export async function openLedgerFile(path: string): Promise<SqlConnection> {
  makeFolder(dirname(path));
  closeSync(openSync(path, 'a', 0o600));
  const connection = await openSqlConnection(path);
  try {
    await connection.run(LEDGER_PRAGMAS);
    await checkHealth(connection);
    await migrate(connection);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** Not recursive: Node 20 never comes back from that where the system refuses a folder with ENOENT, as `/proc` does. */
function makeFolder(folder: string): void {
  if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
}

/** Thrown when SQLite can read the file and finds its structure broken. */
class UnsoundFile extends Error {
  override readonly name = 'UnsoundFile';
}

const SQLITE_CORRUPT = 11;
const SQLITE_CONSTRAINT = 19;
const SQLITE_NOTADB = 26;

/** True when the file itself is at fault and another one in its place would work. */
export function isMalformed(error: unknown): boolean {
  if (error instanceof UnsoundFile) return true;
  const code = sqliteCode(error);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

async function checkHealth(connection: SqlConnection): Promise<void> {
  try {
    await connection.run(LEDGER_HEALTH_CHECK);
  } catch (error) {
    if (sqliteCode(error) !== SQLITE_CONSTRAINT) throw error;
    throw new UnsoundFile('The database failed its integrity check.', { cause: error });
  }
}

/**
 * Each step is a transaction that first proves, by a check that fails otherwise, that the file is at the version it
 * starts from: reading the version would leave a statement open, and a file with one cannot be set aside.
 */
async function migrate(connection: SqlConnection): Promise<void> {
  for (const [version, step] of LEDGER_MIGRATIONS.entries()) {
    if (!(await isAtVersion(connection, version))) continue;
    try {
      await connection.run(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${version + 1}; COMMIT`);
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      if (await isAtVersion(connection, version)) throw error;
    }
  }
}

async function isAtVersion(connection: SqlConnection, version: number): Promise<boolean> {
  await connection.run(`CREATE TEMP TABLE version (number CHECK (number = ${version}))`);
  try {
    await connection.run('INSERT INTO temp.version SELECT user_version FROM pragma_user_version');
    return true;
  } catch (error) {
    if (sqliteCode(error) === SQLITE_CONSTRAINT) return false;
    throw error;
  } finally {
    await connection.run('DROP TABLE temp.version');
  }
}
