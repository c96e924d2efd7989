/** The settings files of other people's apps, and kRouter's own notes about them. Paths are absolute. */
export interface AppFiles {
  readonly place: AppPlace;
  /**
   * The text, byte order mark included; undefined when there is no such file.
   * @throws AppError when it cannot be read, is not UTF-8 or is larger than any settings file
   */
  read(path: string): Promise<string | undefined>;
  exists(path: string): Promise<boolean>;
  /** The folders above `path` that are not there yet, outermost first. */
  missingFolders(path: string): Promise<readonly string[]>;
  /**
   * Replaces the file whole or not at all, and makes the folders above it. A link stays a link: the file it leads to
   * is replaced. An old file keeps its mode; a new one is its owner's only. @throws AppError when that cannot be done
   */
  write(path: string, text: string): Promise<void>;
  /** Removes a file, or an empty folder; anything else stays as it is. @throws AppError */
  remove(path: string): Promise<void>;
  /** Clears away what a write that was killed half-way left beside the file. */
  sweep(path: string): Promise<void>;
}

/** Where an app would look for its settings. */
export interface AppPlace {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The user's home folder. */
  readonly home: string;
  readonly env: { readonly [name: string]: string | undefined };
}
