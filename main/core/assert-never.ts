/** The end of an exhaustive switch: reached only by a value that the types say cannot be. @throws TypeError */
export function assertNever(value: never): never {
  throw new TypeError(`Unknown value ${JSON.stringify(value)}`);
}
