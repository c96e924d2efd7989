/**
 * One SQLite file. Statements run one after another on a thread of libsql's own. Only `exec` of libsql's promise API
 * works off the caller's thread (rows are stepped on it), so a statement's input goes into a one-row temporary table
 * and its answer comes back from there: the caller's thread pays for two strings.
 */
export interface SqlConnection {
  /** Runs SQL that finds `input` as JSON text in `temp.slot.input`. Resolves with the number of rows changed last. */
  write(sql: string, input?: unknown): Promise<number>;
  /** Runs a query whose only value is a JSON text; resolves with what it says. */
  read(sql: string, input: unknown): Promise<unknown>;
  /** Runs plain SQL. */
  run(sql: string): Promise<void>;
  /** Ends after what is still queued. */
  close(): Promise<void>;
}

interface Statement {
  run(parameters: readonly string[]): unknown;
  get(parameters: readonly string[]): { readonly answer?: unknown } | undefined;
}

interface Database {
  exec(sql: string): Promise<void>;
  prepare(sql: string): Promise<Statement>;
  close(): void;
}

interface Slot {
  readonly put: Statement;
  readonly take: Statement;
}

/**
 * Opens the file; it must be writable or creatable. `libsql` is loaded here and not before: it costs 20 ms and 10 MB.
 * @throws Error when libsql has no binary for this platform, or SQLite cannot open the file.
 */
export async function openSqlConnection(path: string): Promise<SqlConnection> {
  const { default: Libsql } = await import('libsql/promise');
  const database: Database = new Libsql(path, {});
  let slot: Slot | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const turn = last.then(job, job);
    last = turn;
    turn.catch(() => undefined);
    return turn;
  };
  const ask = async (sql: string, input: unknown): Promise<unknown> => {
    slot ??= await createSlot(database);
    slot.put.run([JSON.stringify(input ?? null)]);
    await database.exec(sql);
    return decode(slot.take.get([])?.answer);
  };
  return {
    write: (sql, input) =>
      inTurn(async () => {
        const changed = await ask(`${sql}; ${answer('changes()')}`, input);
        return typeof changed === 'number' ? changed : 0;
      }),
    read: (sql, input) => inTurn(() => ask(answer(`(${sql})`), input)),
    run: (sql) => inTurn(() => database.exec(sql)),
    close: () =>
      inTurn(async () => {
        database.close();
      }),
  };
}

async function createSlot(database: Database): Promise<Slot> {
  await database.exec(
    'CREATE TEMP TABLE slot (input TEXT, answer BLOB); INSERT INTO temp.slot VALUES (NULL, NULL)',
  );
  return {
    put: await database.prepare('UPDATE temp.slot SET input = ?, answer = NULL'),
    take: await database.prepare('SELECT answer FROM temp.slot'),
  };
}

/**
 * The answer leaves SQLite as bytes: libsql aborts the whole process on a text that is not valid UTF-8, and a lone
 * surrogate in a client's string or one flipped bit in the file is enough to make one.
 */
function answer(expression: string): string {
  return `UPDATE temp.slot SET answer = CAST(${expression} AS BLOB)`;
}

function decode(bytes: unknown): unknown {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('The database gave no answer.');
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** SQLite's primary result code of a failure, undefined when it was not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('rawCode' in error)) return undefined;
  return typeof error.rawCode === 'number' ? error.rawCode & 0xff : undefined;
}
