/** Ties the results of a conversation to its calls, where either may lack an id. */
export interface CallIds {
  /** The id of the next call: its own, or one made of its place. */
  call(id: string | undefined, name: string): string;
  /** The id of the call that a result answers: its own, else the first open call of that name, else the first open one. */
  result(id: string | undefined, name: string): string;
}

interface OpenCall {
  readonly id: string;
  readonly name: string;
}

/** A fresh table for one conversation. Made-up ids depend on the place alone, so they are the same in every turn. */
export function createCallIds(): CallIds {
  const open: OpenCall[] = [];
  let made = 0;
  const close = (call: OpenCall | undefined) => {
    if (call !== undefined) open.splice(open.indexOf(call), 1);
    return call?.id;
  };
  return {
    call(given, name) {
      made += 1;
      const id = given === undefined || given === '' ? `call_${made}` : given;
      open.push({ id, name });
      return id;
    },
    result(given, name) {
      if (given !== undefined && given !== '') {
        close(open.find((call) => call.id === given));
        return given;
      }
      const match = open.find((call) => call.name === name) ?? open[0];
      return close(match) ?? `call_of_${name}`;
    },
  };
}
