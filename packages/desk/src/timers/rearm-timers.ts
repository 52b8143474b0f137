import { type Instant, newId } from '@caseload/core'
import { type StatusCategory, statusCategories } from '@caseload/lifecycle'
import {
  clockReads,
  type Policies,
  planRearm,
  readDocument,
  rearmQueue,
  type TicketRearm,
  type TimerWalk,
  timeAlike,
  timersWalkedRef,
  timerWalk,
  writeTimersWalked,
} from '@caseload/planner'
import type { Commit, Doc, WorkChange, WorkClaim, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { readFor } from '../engine/read-for.ts'
import { positionOf, positionText, type WalkPosition, walkStart } from '../migration/open-tickets.ts'
import { type CommandProblem, contended } from '../problems.ts'

/** Tickets that are looked at in one go. */
const perLook = 200
/** How often it is looked on in one step where nothing changes: a commit that only keeps the place is as dear as any. */
const looksPerStep = 10
/** Documents, and changes of work, in one commit: with the end of the step they stay within what a store takes. */
const perCommit = { documents: 96, work: 200 }

/**
 * Sets the timers and deadlines of some open tickets as the policies in force say, and keeps where it goes on. Only tickets are written whose timers or deadlines differ under what may have timed them before: every version in force since the
 * last walk that came to its end began. Where no such version differs in what times tickets, none is read.
 *
 * Broken off, the same step comes again when the lease ends, and comes to the same. A ticket that changes meanwhile is decided anew; one that comes into another category gets the timers of that by the command that brings it there.
 */
export async function rearmTimers(engine: Engine, claim: WorkClaim): Promise<Result<'rearmed' | 'postponed', CommandProblem>> {
  const { store, clock } = engine
  const { tenant, token, id } = claim
  const walk = timerWalk(claim.payload)
  const position = (walk.after === null ? null : positionOf(walk.after)) ?? walkStart
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const policies = engine.policiesOf(tenant)
    const now = clock.now()
    const begun = walk.after === null ? now : walk.begun
    const known = await timedBefore(engine, claim, walk)
    if (known.isErr()) return err(known.error)
    const { walked, before } = known.value
    const alike = before?.every((each) => timeAlike(each, policies)) ?? false
    const read = alike ? ok(nothing) : await readStep(engine, claim, position, policies, before)
    if (read.isErr()) return err(read.error)
    if (read.value === null) continue
    const { changes, next } = read.value
    const batches = inBatches(changes)
    const last = batches.pop() ?? { writes: [], work: [], expect: [] }
    const end: Pick<Commit, 'writes' | 'work'> =
      next === null
        ? { writes: begun === null ? [] : ended(engine, walked, begun), work: [{ op: 'settle', token }] }
        : { writes: [], work: [{ op: 'settle', token }, further(claim, id, { ...walk, after: positionText(next), begun })] }
    const commits = [...batches, { ...last, writes: [...last.writes, ...end.writes], work: [...(end.work ?? []), ...last.work] }]
    const done = await committed(commits)
    if (done !== 'conflict') return done
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))

  async function committed(
    commits: readonly Omit<Commit, 'key' | 'events'>[],
  ): Promise<Result<'rearmed' | 'postponed', CommandProblem> | 'conflict'> {
    for (const change of commits) {
      const stored = await store.commit(tenant, { ...change, key: newId('cmd', engine.ids), events: [] })
      if (stored.isOk()) continue
      // Whoever took it over goes on.
      if (stored.error.kind === 'storage/fenced') return ok('postponed')
      return stored.error.kind === 'storage/conflict' ? 'conflict' : err(stored.error)
    }
    return ok('rearmed')
  }
}

interface Step {
  readonly changes: readonly TicketRearm[]
  readonly next: WalkPosition | null
}

const nothing: Step = { changes: [], next: null }

/** The next tickets of which one changes, and what they come to; null where other policies came into force meanwhile. */
async function readStep(
  engine: Engine,
  claim: WorkClaim,
  position: WalkPosition,
  policies: Policies,
  before: readonly Policies[] | null,
): Promise<Result<Step | null, CommandProblem>> {
  let from = position
  for (let looks = 1; ; looks += 1) {
    const look = await readLook(engine, claim, from, policies, before)
    if (look.isErr() || look.value === null) return look
    const { changes, next } = look.value
    if (changes.length > 0 || next === null || looks === looksPerStep) return look
    from = next
  }
}

async function readLook(
  engine: Engine,
  { tenant }: WorkClaim,
  { category, after }: WalkPosition,
  policies: Policies,
  before: readonly Policies[] | null,
): Promise<Result<Step | null, CommandProblem>> {
  const { store, clock } = engine
  const page = await store.find(tenant, {
    kind: 'ticket',
    where: [{ field: 'category', op: 'eq', value: category }],
    sort: [{ field: 'updatedAt', dir: 'asc' }],
    limit: perLook,
    ...(after === null ? {} : { after }),
  })
  if (page.isErr()) return err(page.error)
  // One that another version stored, in a form that this one cannot read, does not hold up the rest.
  const refs = page.value.items.filter((doc) => readDocument('ticket', doc).isOk()).map(({ ref }) => ref)
  const loaded = await readFor(store, tenant, clockReads({ refs, lookups: [] }, policies))
  if (loaded.isErr()) return err(loaded.error)
  const now = clock.now()
  if (engine.policiesAt(tenant, now) !== policies) return ok(null)
  const next = page.value.next === null ? afterCategory(category) : { category, after: page.value.next }
  return planRearm(loaded.value, policies, before, now).map((changes) => ({ changes, next }))
}

/** Everything that may have timed the tickets there are; null where every one is to be set anew. */
async function timedBefore(
  { store, book }: Engine,
  { tenant }: WorkClaim,
  { everything }: TimerWalk,
): Promise<Result<{ readonly walked: Doc | null; readonly before: readonly Policies[] | null }, CommandProblem>> {
  const loaded = await store.load(tenant, [timersWalkedRef])
  if (loaded.isErr()) return err(loaded.error)
  const walked = loaded.value[0] ?? null
  if (everything) return ok({ walked, before: null })
  const since = walked === null ? ok(null) : readDocument('timers-walked', walked)
  if (since.isErr()) return err(since.error)
  return (await book.since(tenant, since.value?.since ?? null)).map((before) => ({ walked, before }))
}

/** What a walk leaves behind; a desk without a registry writes down no versions that another walk could compare with. */
function ended({ keepsRegistry }: Engine, walked: Doc | null, begun: Instant): readonly Write[] {
  if (!keepsRegistry) return []
  const earlier = walked === null ? null : readDocument('timers-walked', walked).unwrapOr(null)
  return earlier !== null && earlier.since >= begun ? [] : [writeTimersWalked(walked, { since: begun })]
}

function further({ dueAt }: WorkClaim, id: string, { after, begun, everything }: TimerWalk): WorkChange {
  return { op: 'schedule', queue: rearmQueue, id, dueAt, payload: { after, begun, everything } }
}

type Batch = { readonly [Part in keyof TicketRearm]: TicketRearm[Part][number][] }

/** Changes in as few commits as a store takes; those of one ticket in one. */
function inBatches(changes: readonly TicketRearm[]): Batch[] {
  const batches: Batch[] = []
  for (const { writes, work, expect } of changes) {
    const open = batches.at(-1)
    const fits =
      open !== undefined &&
      open.writes.length + writes.length <= perCommit.documents &&
      open.expect.length + expect.length <= perCommit.documents &&
      open.work.length + work.length <= perCommit.work
    if (fits) {
      open.writes.push(...writes)
      open.work.push(...work)
      open.expect.push(...expect)
    } else batches.push({ writes: [...writes], work: [...work], expect: [...expect] })
  }
  return batches
}

/** The beginning of the next category of tickets that are not closed; null after the last. */
function afterCategory(category: StatusCategory): WalkPosition | null {
  const open: readonly StatusCategory[] = statusCategories.filter((each) => each !== 'closed')
  const place = open.indexOf(category)
  const further = place < 0 ? undefined : open[place + 1]
  return further === undefined ? null : { category: further, after: null }
}
