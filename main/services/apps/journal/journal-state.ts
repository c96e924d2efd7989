import { z } from 'zod';
import { editPlanSchema } from '../edit-plan.ts';

const madeSchema = z.strictObject({
  /** The settings file, as the app names it. */
  file: z.string(),
  /** When, in milliseconds since 1970. */
  at: z.number(),
  plan: editPlanSchema,
  /** Folders that were made for the file, outermost first. */
  folders: z.array(z.string()),
  /** What the app was told: the address, and the end of the key. */
  baseUrl: z.string(),
  keyEnding: z.string(),
});

/** One app that is connected, about to be, or about to be let go. */
const connectionSchema = madeSchema.extend({
  /** `pending`: the file may or may not have been written. `undoing`: it may or may not have been restored. */
  status: z.enum(['pending', 'done', 'undoing']),
  /** While `pending`: the connection that this one takes the place of. */
  previous: madeSchema.optional(),
});

/** kRouter's notes about the files of other people's apps. */
export const journalStateSchema = z.strictObject({
  version: z.literal(1),
  /** By the app's id. */
  connections: z.record(z.string(), connectionSchema),
  /** Settings file -> the copy of it from before kRouter ever touched it. Never replaced. */
  backups: z.record(z.string(), z.string()),
  /** App -> its last request, in milliseconds since 1970, to the hour. */
  seen: z.record(z.string(), z.number()),
});

export type Connection = z.infer<typeof connectionSchema>;
export type JournalState = z.infer<typeof journalStateSchema>;

/** The notes with another word on one app; undefined strikes it out. */
export function withConnection(state: JournalState, id: string, connection?: Connection): JournalState {
  const { [id]: _, ...others } = state.connections;
  return { ...state, connections: connection === undefined ? others : { ...others, [id]: connection } };
}

/** The connection that stands if a pending one never happened. */
export function earlierOf({ previous }: Connection): Connection | undefined {
  return previous && { ...previous, status: 'done' };
}
