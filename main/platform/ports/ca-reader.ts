/** A certificate authority in a file, for people. */
export interface CaFacts {
  readonly subject: string;
  /** As the certificate writes it: `Nov 22 10:00:00 2030 GMT`. */
  readonly validTo: string;
  readonly isOver: boolean;
}
