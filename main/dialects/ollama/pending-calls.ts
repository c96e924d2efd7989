import type { JsonObject } from '../../core/json.ts';
import { readOptionalString } from '../../core/read-field.ts';

interface Call {
  readonly id: string;
  readonly name: string;
}

/** The calls of a conversation that wait for their results. */
export class PendingCalls {
  private readonly calls: Call[] = [];

  add(call: Call): void {
    this.calls.push(call);
  }

  /**
   * The id of the call that a `tool` message answers: by its id, else the first of its name, else the first of all, as
   * clients from before ids mean it. A result that nobody asked for keeps an id of its own.
   */
  take(message: JsonObject, path: string): string {
    const id = readOptionalString(message, 'tool_call_id', path) || undefined;
    const name = readOptionalString(message, 'tool_name', path) || undefined;
    const at = this.calls.findIndex((call) => {
      if (id !== undefined) return call.id === id;
      return name === undefined || call.name === name;
    });
    const [call] = at === -1 ? [] : this.calls.splice(at, 1);
    return call?.id ?? id ?? `call_${path.replace(/\D/g, '')}_unknown`;
  }
}
