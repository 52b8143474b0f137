import type { Instant } from '@caseload/core'

/** A time told to the requester, and what became of it. */
export interface PromiseState {
  /** Which promise. */
  readonly id: string
  /** When a time was told first. */
  readonly toldAt: Instant
  /** The time told first. */
  readonly firstDueAt: Instant
  /** The time told last. */
  readonly dueAt: Instant
  /** How often another time was told. */
  readonly moves: number
  /** `open`: neither kept nor overdue. `kept`: at or before the time told last. `broken`: that time passed; telling another afterwards does not mend it. `withdrawn`: taken back in time. */
  readonly status: 'open' | 'kept' | 'broken' | 'withdrawn'
  /** When it was done, in time or late; null where it was not. */
  readonly doneAt: Instant | null
  /** When it was broken; null where it was not. */
  readonly brokenAt: Instant | null
  /** How much earlier than told last it was done, negative if later; null where it was not done. */
  readonly earlinessMs: number | null
}

/** A promise while signals are read. */
export interface PromiseRun {
  id: string
  toldAt: Instant
  firstDueAt: Instant
  dueAt: Instant
  moves: number
  doneAt: Instant | null
  brokenAt: Instant | null
  withdrawn: boolean
}

/** A promise as it stands at an instant. */
export function promiseAt(run: PromiseRun, now: Instant): PromiseState {
  const { withdrawn, ...rest } = run
  const over = run.doneAt !== null || withdrawn
  const brokenAt = run.brokenAt ?? (!over && now > run.dueAt ? run.dueAt : null)
  const status = brokenAt !== null ? 'broken' : withdrawn ? 'withdrawn' : run.doneAt !== null ? 'kept' : 'open'
  return { ...rest, status, brokenAt, earlinessMs: run.doneAt === null ? null : run.dueAt - run.doneAt }
}

/** Reads what a signal says of promises; changes the list in place. */
export function tellPromise(
  promises: PromiseRun[],
  id: string,
  at: Instant,
  what: { readonly dueAt: Instant } | 'kept' | 'withdrawn',
): void {
  const known = promises.find((promise) => promise.id === id)
  if (known === undefined) {
    if (typeof what === 'string') return
    promises.push({
      id,
      toldAt: at,
      firstDueAt: what.dueAt,
      dueAt: what.dueAt,
      moves: 0,
      doneAt: null,
      brokenAt: null,
      withdrawn: false,
    })
    return
  }
  if (known.doneAt !== null || known.withdrawn) return
  if (at > known.dueAt && known.brokenAt === null) known.brokenAt = known.dueAt
  if (what === 'kept') known.doneAt = at
  else if (what === 'withdrawn') known.withdrawn = true
  else {
    known.dueAt = what.dueAt
    known.moves += 1
  }
}

/** What goes on with another ticket is that one's promise; changes the list in place. */
export function passOnPromise(promises: PromiseRun[], id: string): void {
  const index = promises.findIndex((promise) => promise.id === id)
  if (index !== -1) promises.splice(index, 1)
}

/** What another ticket promised goes on here as it stands; changes the list in place. */
export function takePromiseOver(
  promises: PromiseRun[],
  { id, toldAt, firstDueAt, dueAt, moves, brokenAt }: Omit<PromiseRun, 'doneAt' | 'withdrawn'>,
): void {
  if (promises.some((promise) => promise.id === id)) return
  promises.push({ id, toldAt, firstDueAt, dueAt, moves, doneAt: null, brokenAt, withdrawn: false })
}
