/** Names one document of a tenant. */
export interface Ref {
  /** A declared kind; see {@link KindSpec}. */
  readonly kind: string
  /** 1 to 128 of `A–Z a–z 0–9 . _ : ~ -`: plain ASCII, since engines disagree about case, padding and collation of anything else. */
  readonly id: string
}
