import type { AnswerContext } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';

/** How an answer is told: as a message to chat, or bare to generate. */
export type Voice = 'chat' | 'generate';

/** The lines of one stream. All that stays the same from line to line is serialised once. */
export interface AnswerFrame {
  /** `head` + JSON of the content (and further members) + `tail` is one line. */
  readonly head: string;
  readonly tail: string;
  /** The last line; `members` follow `done`. */
  last(members: JsonObject): string;
}

/** Makes the frame of one stream. */
export function createAnswerFrame(model: string, context: AnswerContext, voice: Voice): AnswerFrame {
  const opening = JSON.stringify(frameMembers(model, context)).slice(0, -1);
  const isChat = voice === 'chat';
  const head = `${opening},${isChat ? '"message":{"role":"assistant","content":' : '"response":'}`;
  const close = isChat ? '}' : '';
  return {
    head,
    tail: `${close},"done":false}\n`,
    last: (members) => `${head}""${close},${JSON.stringify({ done: true, ...members }).slice(1)}\n`,
  };
}

/** The members that every line and every whole answer begins with. */
export function frameMembers(model: string, { createdAt }: Pick<AnswerContext, 'createdAt'>): JsonObject {
  return { model, created_at: timestamp(createdAt) };
}

/** RFC 3339 from seconds since 1970. */
export function timestamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
