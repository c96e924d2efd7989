/** One file of the built dashboard. */
export interface Asset {
  readonly bytes: Uint8Array;
  /** For `content-type`. */
  readonly type: string;
}

/** The built dashboard: path without a leading slash -> file. Only what is in the map can ever be served. */
export type AssetMap = ReadonlyMap<string, Asset>;
