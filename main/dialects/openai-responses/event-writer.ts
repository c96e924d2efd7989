/** Writes the records of one stream, which number themselves from 0. */
export class EventWriter {
  #next = 0;

  /** One record; `members` is the JSON of its other members, without braces. */
  write(type: string, members: string): string {
    return `${deltaHead(type)}${this.#next++},${members}}\n\n`;
  }

  /** One record of a kind that comes often: `head` from `deltaHead`, then the number, then the rest as prepared. */
  writeDelta(head: string, members: string, json: string): string {
    return `${head}${this.#next++}${members}${json}}\n\n`;
  }
}

/** A record up to its sequence number. */
export function deltaHead(type: string): string {
  return `event: ${type}\ndata: {"type":"${type}","sequence_number":`;
}
