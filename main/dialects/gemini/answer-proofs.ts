import type { DialectName } from '../../core/dialect-name.ts';
import { type AnswerProof, encodeProof } from './proofs.ts';

/**
 * Proofs of an answer on their way to the part that comes next: a part has room for one. Clients keep the parts of calls
 * and texts in their history and drop thoughts, so that is where proofs travel.
 */
export class AnswerProofs {
  readonly #client: DialectName;
  #waiting: string | undefined;

  constructor(client: DialectName) {
    this.#client = client;
  }

  /** A proof for the next part. The one that waited so far must travel by itself: it is given back. */
  add(proof: AnswerProof): string | undefined {
    const before = this.#waiting;
    this.#waiting = encodeProof(proof, this.#client);
    return before;
  }

  /** The `thoughtSignature` for the part at hand. */
  take(): string | undefined {
    const proof = this.#waiting;
    this.#waiting = undefined;
    return proof;
  }
}
