import { createHash, randomBytes } from 'node:crypto';
import { KeychainFault } from './keychain-fault.ts';
import type { KeychainProcess } from './keychain-process.ts';

/** Bytes per part: base64 makes 2,400 of them, under the 2,560 that Windows takes per entry. */
const PART_BYTES = 1_800;
const MARK = 'krouter-parts:1:';
const MANIFEST = /^krouter-parts:1:([0-9a-f]{16}):(\d{1,4}):([0-9a-f]{64})$/;

type Entries = Pick<KeychainProcess, 'get' | 'set' | 'delete'>;

interface Manifest {
  readonly generation: string;
  readonly count: number;
  readonly hash: string;
}

/** A value of any length, put together again. @throws KeychainFault when a part is missing */
export async function getLongEntry(entries: Entries, account: string): Promise<string | undefined> {
  const head = await entries.get(account);
  const manifest = readManifest(head);
  if (manifest === undefined) return head;
  const parts: Buffer[] = [];
  for (let i = 0; i < manifest.count; i += 1) {
    const part = await entries.get(partName(account, manifest.generation, i));
    parts.push(Buffer.from(part ?? '', 'base64'));
  }
  const value = Buffer.concat(parts).toString('utf8');
  if (hashOf(value) === manifest.hash) return value;
  throw new KeychainFault('failed', 'a part of a long keychain entry is missing or damaged');
}

/** Puts a value of any length: its parts first, the entry that names them last, then the old parts go. */
export async function setLongEntry(entries: Entries, account: string, value: string): Promise<void> {
  const old = readManifest(await entries.get(account));
  await entries.set(account, await writeParts(entries, account, value));
  await deleteParts(entries, account, old);
}

/** Removes a value and its parts; no fault when there is none. */
export async function deleteLongEntry(entries: Entries, account: string): Promise<void> {
  const old = readManifest(await entries.get(account));
  await entries.delete(account);
  await deleteParts(entries, account, old);
}

/** What is to stand in the entry itself: the value, or the names of its parts. */
async function writeParts(entries: Entries, account: string, value: string): Promise<string> {
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length <= PART_BYTES && !value.startsWith(MARK)) return value;
  const generation = randomBytes(8).toString('hex');
  const count = Math.ceil(bytes.length / PART_BYTES);
  for (let i = 0; i < count; i += 1) {
    const part = bytes.subarray(i * PART_BYTES, (i + 1) * PART_BYTES).toString('base64');
    await entries.set(partName(account, generation, i), part);
  }
  return `${MARK}${generation}:${count}:${hashOf(value)}`;
}

async function deleteParts(entries: Entries, account: string, old: Manifest | undefined): Promise<void> {
  for (let i = 0; i < (old?.count ?? 0); i += 1) {
    await entries.delete(partName(account, old?.generation ?? '', i));
  }
}

function readManifest(head: string | undefined): Manifest | undefined {
  const [, generation, count, hash] = MANIFEST.exec(head ?? '') ?? [];
  if (generation === undefined || count === undefined || hash === undefined) return undefined;
  return { generation, count: Number(count), hash };
}

function partName(account: string, generation: string, index: number): string {
  return `${account}#${generation}.${index}`;
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
