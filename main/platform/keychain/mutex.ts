/** Runs tasks one after another, in the order they came; a task that fails does not stop the next. */
export type Mutex = <Value>(task: () => Promise<Value>) => Promise<Value>;

/** A new queue of its own. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
