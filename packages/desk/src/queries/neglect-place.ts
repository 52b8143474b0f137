/** Where a look for neglected tickets goes on. */
export interface NeglectPlace {
  /** The carrier whose tickets are being read. */
  readonly carrier: string
  /** Page within them; null for the first. */
  readonly after: string | null
}

/** A place as callers carry it. */
export function neglectPlaceText({ carrier, after }: NeglectPlace): string {
  return `${carrier} ${after ?? ''}`
}

/** A place that a caller brings back; null where it is none. The page within it is for the store to judge. */
export function neglectPlaceOf(text: string): NeglectPlace | null {
  const parts = /^(nobody|(?:agt|team)_\S{1,200}) (\S*)$/.exec(text)
  const [, carrier, after] = parts ?? []
  return carrier === undefined ? null : { carrier, after: after === undefined || after === '' ? null : after }
}
