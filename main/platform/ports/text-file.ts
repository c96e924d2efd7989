/** A small file of kRouter's own. */
export interface TextFile {
  /** Undefined when there is none. @throws Error when it is there and cannot be read */
  read(): string | undefined;
  /** Replaces it whole or not at all. @throws Error when it cannot be written */
  write(text: string): void;
}
