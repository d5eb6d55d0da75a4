// What the cases need of cryptography.

export interface Vault {
  /** AES-256-GCM under the current key. `place` (table, row, column) is bound in: a text moved elsewhere does not open. */
  seal(plain: string, place: string): string;
  /** Throws where the text was changed, moved, or sealed under a key that is not here. */
  open(sealed: string, place: string): string;
  /** Whether the text is sealed under the current key. */
  isCurrent(sealed: string): boolean;
}

export interface Hasher {
  /** Keyed: without the key nobody can try values. 43 characters. */
  hash(purpose: string, value: string): string;
}

export interface Dice {
  /** Cryptographically random. */
  bytes(count: number): Uint8Array;
  /** 0 … below − 1, each as likely. */
  below(count: number): number;
}
