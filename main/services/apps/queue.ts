/** Runs one deed after another, whatever becomes of each. */
export type Queue = <Value>(deed: () => Promise<Value>) => Promise<Value>;

/** A queue of its own. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (deed) => {
    const next = last.then(deed);
    last = next.catch(() => undefined);
    return next;
  };
}
