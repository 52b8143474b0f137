import {
  type CustomerId,
  deriveId,
  type InvalidInput,
  inputIssue,
  invalidInput,
  newId,
  parseInput,
  type TicketId,
} from '@caseload/core'
import { type ContactInput, contactPoints } from '@caseload/customers'
import type { Ticket } from '@caseload/lifecycle'
import {
  type ImportedTicket,
  notErased,
  type Plan,
  planImport,
  type RecordedEvent,
  readDocument,
  recordedEvents,
} from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import { attemptLimit } from '../engine/attempts.ts'
import { carryOut } from '../engine/carry-out.ts'
import type { Engine } from '../engine/engine.ts'
import { fingerprint } from '../engine/fingerprint.ts'
import { type CommandProblem, contended } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { ImportOptions, ImportReport, RejectedRow } from './import-report.ts'
import type { ImportTicketRow } from './import-row.ts'
import { type ReadImportRow, readImportRow } from './read-import-row.ts'

const optionsSchema = z.strictObject({
  onProgress: z.exactOptional(z.custom<(rows: number) => void>((value) => typeof value === 'function', 'a function')),
})

/** Rows that are taken over together at most. */
const rowsPerCommit = 100

/** A plan whose events name the policies it was decided by. */
type RecordedPlan = Omit<Plan, 'events'> & { readonly events: readonly RecordedEvent[] }

interface PlannedRow {
  readonly row: ReadImportRow
  readonly requesterId: CustomerId | null
  readonly parts: readonly RecordedPlan[]
}

/** Takes over many tickets; stops early only where the store cannot be used. */
export async function importTickets(
  engine: Engine,
  scope: Scope,
  rows: Iterable<ImportTicketRow> | AsyncIterable<ImportTicketRow>,
  options: ImportOptions,
): Promise<Result<ImportReport, CommandProblem>> {
  const parsed = parseInput(optionsSchema, options)
  if (parsed.isErr()) return err(parsed.error)
  const { onProgress } = parsed.value
  const run = new ImportRun(engine, scope)
  let index = 0
  for await (const next of readable(rows)) {
    if (next.isErr()) return err(next.error)
    const row = next.value
    const read = readImportRow(row, index, engine.policiesOf(scope.tenant), engine.clock.now())
    index += 1
    if (read.isErr()) run.reject(index - 1, keyOf(row), read.error)
    else run.add(read.value)
    if (run.waiting < rowsPerCommit) continue
    const flushed = await run.flush()
    if (flushed.isErr()) return err(flushed.error)
    onProgress?.(index)
  }
  const flushed = await run.flush()
  if (flushed.isErr()) return err(flushed.error)
  if (index > 0) onProgress?.(index)
  return ok(run.report(index))
}

/** The rows one after another; where their source is none, or throws, a problem is the last. */
async function* readable(
  rows: Iterable<ImportTicketRow> | AsyncIterable<ImportTicketRow>,
): AsyncGenerator<Result<ImportTicketRow, InvalidInput>, void> {
  let index = 0
  try {
    for await (const row of rows) {
      yield ok(row)
      index += 1
    }
  } catch {
    yield err(invalidInput([inputIssue(['rows', index], 'a row, or the end of them')]))
  }
}

function keyOf(row: unknown): string | null {
  const parsed = parseInput(z.looseObject({ key: z.string() }), row)
  return parsed.isOk() ? parsed.value.key.slice(0, 200) : null
}

/** One run of an import: what waits for the next commit, and what came of the rest. */
class ImportRun {
  readonly #engine: Engine
  readonly #scope: Scope
  readonly #customers = new Map<string, CustomerId>()
  readonly #rejected: RejectedRow[] = []
  #rows: ReadImportRow[] = []
  #imported = 0
  #skipped = 0

  constructor(engine: Engine, scope: Scope) {
    this.#engine = engine
    this.#scope = scope
  }

  get waiting(): number {
    return this.#rows.length
  }

  add(row: ReadImportRow): void {
    this.#rows.push(row)
  }

  reject(index: number, key: string | null, problem: CommandProblem): void {
    this.#rejected.push({ index, key, problem })
  }

  report(rows: number): ImportReport {
    const rejected = this.#rejected.toSorted((a, b) => a.index - b.index)
    return { rows, imported: this.#imported, skipped: this.#skipped, rejected }
  }

  async flush(): Promise<Result<void, CommandProblem>> {
    const rows = this.#rows
    this.#rows = []
    const { store } = this.#engine
    const loaded = await store.load(
      this.#scope.tenant,
      rows.map(({ ticket }) => ({ kind: 'ticket', id: deriveId('tkt', ticket.commandId) })),
    )
    if (loaded.isErr()) return err(loaded.error)
    const seen = new Set<TicketId>()
    const whole: PlannedRow[] = []
    for (const [place, row] of rows.entries()) {
      const ticketId = deriveId('tkt', row.ticket.commandId)
      const doc = loaded.value[place] ?? null
      const stored = doc === null ? ok(null) : readDocument('ticket', doc)
      if (stored.isErr()) {
        this.reject(row.index, row.key, stored.error)
        continue
      }
      if (seen.has(ticketId) || (doc !== null && row.ticket.steps.length < 20)) {
        this.#skipped += 1
        continue
      }
      seen.add(ticketId)
      const requester = await this.#requester(row, stored.value)
      const planned = requester.isErr() ? err(requester.error) : await this.#plan(row, requester.value, stored.value)
      if (planned.isErr()) {
        if (isFault(planned.error)) return err(planned.error)
        this.reject(row.index, row.key, planned.error)
        continue
      }
      const parts = planned.value
      const requesterId = requester.unwrapOr(null)
      if (parts.length === 1 && doc !== null) this.#skipped += 1
      else if (parts.length === 1) whole.push({ row, requesterId, parts })
      else {
        const committed = await this.#commitParts({ row, requesterId, parts })
        if (committed.isErr()) return err(committed.error)
      }
    }
    const { limits } = this.#engine.store.about
    // One write is left for the policies that a tenant's first commit stores.
    for (const group of groups(whole, { ...limits, writes: limits.writes - 1 })) {
      const committed = await this.#commitGroup(group)
      if (committed.isErr()) return err(committed.error)
    }
    return ok(undefined)
  }

  /** Who asks, unless they were erased: as the ticket has it that an earlier run has begun, else as the row says. */
  async #requester(row: ReadImportRow, stored: Ticket | null): Promise<Result<CustomerId | null, CommandProblem>> {
    const named = stored ?? row.ticket.open
    const found = stored !== null || row.from === null ? ok(named.requesterId) : await this.#customer(row.from)
    if (found.isErr()) return err(found.error)
    const known = await this.#notErased([found.value])
    return known.isErr() ? err(known.error) : ok(found.value)
  }

  /** That customers were not erased, nor are when something is committed for them. */
  async #notErased(ids: readonly (CustomerId | null)[]): Promise<Result<Plan['expect'], CommandProblem>> {
    const named = [...new Set(ids.filter((id) => id !== null))]
    if (named.length === 0) return ok([])
    const refs = named.map((id) => ({ kind: 'customer', id }))
    const docs = await this.#engine.store.load(this.#scope.tenant, refs)
    if (docs.isErr()) return err(docs.error)
    const known = notErased({ docs: docs.value, found: [] }, named)
    // Who was erased is somebody new to the rows that follow.
    if (known.isErr()) this.#customers.clear()
    return known.isErr() ? err(known.error) : ok(known.value)
  }

  async #plan(
    row: ReadImportRow,
    requesterId: CustomerId | null,
    stored: Ticket | null,
  ): Promise<Result<readonly RecordedPlan[], CommandProblem>> {
    const { numbers, clock } = this.#engine
    const { tenant, actor } = this.#scope
    let number = stored?.number ?? row.ticket.open.number
    // Checked before a number is drawn, so that a row that cannot be taken over leaves no gap.
    const now = clock.now()
    const context = { actor, recordedAt: now }
    const policies = this.#engine.policiesAt(tenant, now)
    const trial = planImport(row.ticket, policies, context)
    if (trial.isErr()) return err(trial.error)
    if (number === null && row.wantsNumber) {
      const drawn = await numbers.draw(tenant)
      if (drawn.isErr()) return err(drawn.error)
      number = drawn.value
    } else if (number !== null) {
      const skipped = await numbers.skipTo(tenant, number)
      if (skipped.isErr()) return err(skipped.error)
    }
    const ticket: ImportedTicket = { ...row.ticket, open: { ...row.ticket.open, requesterId, number } }
    return planImport(ticket, policies, context).map((plans) =>
      plans.map((plan) => ({ ...plan, events: recordedEvents(plan, policies) })),
    )
  }

  async #customer(from: ContactInput): Promise<Result<CustomerId | null, CommandProblem>> {
    const { tenant, actor } = this.#scope
    const points = contactPoints(from, { defaultCountry: this.#engine.policiesOf(tenant).phoneCountry, path: ['from'] })
    if (points.isErr()) return err(points.error)
    const known = JSON.stringify(points.value)
    const before = this.#customers.get(known)
    if (before !== undefined) return ok(before)
    const request = { type: 'register-customer', commandId: newId('cmd', this.#engine.ids), from: points.value } as const
    const registered = await carryOut(this.#engine, { tenant, actor, request, at: null, mayBeRepeated: false })
    if (registered.isErr()) return err(registered.error)
    const id = registered.value.customer?.id ?? null
    if (id !== null) this.#customers.set(known, id)
    return ok(id)
  }

  /** Several tickets in one commit; where one of them stands in the way, each on its own, so that the others get through. */
  async #commitGroup(group: readonly PlannedRow[], tried = 1): Promise<Result<void, CommandProblem>> {
    const plans = group.flatMap(({ parts }) => parts)
    const committed = await this.#commit(newId('cmd', this.#engine.ids), group, plans)
    if (committed.isOk()) {
      this.#imported += group.length
      return ok(undefined)
    }
    if (isFault(committed.error)) return err(committed.error)
    const [only] = group
    if (group.length === 1 && only !== undefined) {
      if (hasLostItsNumber(only.row, committed.error) && tried < attemptLimit) {
        const anew = await this.#numberedAnew(only)
        return anew.isErr() ? this.#rejectUnlessFault(only.row, anew.error) : this.#commitGroup([anew.value], tried + 1)
      }
      if (committed.error.kind === 'storage/conflict') this.#skipped += 1
      else this.reject(only.row.index, only.row.key, committed.error)
      return ok(undefined)
    }
    for (const row of group) {
      const alone = await this.#commitGroup([row])
      if (alone.isErr()) return err(alone.error)
    }
    return ok(undefined)
  }

  /** A long ticket, part by part under keys that follow from the row: what a broken-off run left undone is done now. */
  async #commitParts(planned: PlannedRow, tried = 1): Promise<Result<void, CommandProblem>> {
    const { row, parts } = planned
    const { commandId } = row.ticket
    let replayed = 0
    for (const [place, part] of parts.entries()) {
      const committed = await this.#commit(`${commandId}.${place}`, [planned], [part], fingerprint({ key: row.key, place }))
      if (committed.isErr()) {
        if (isFault(committed.error)) return err(committed.error)
        if (hasLostItsNumber(row, committed.error) && tried < attemptLimit) {
          const anew = await this.#numberedAnew(planned)
          return anew.isErr() ? this.#rejectUnlessFault(row, anew.error) : this.#commitParts(anew.value, tried + 1)
        }
        if (committed.error.kind === 'storage/conflict') this.#skipped += 1
        else this.reject(row.index, row.key, committed.error)
        return ok(undefined)
      }
      if (committed.value) replayed += 1
    }
    if (replayed === parts.length) this.#skipped += 1
    else this.#imported += 1
    return ok(undefined)
  }

  /** The same row under another number, since the one that was drawn for it turned out to be somebody else's. */
  async #numberedAnew({ row, requesterId }: PlannedRow): Promise<Result<PlannedRow, CommandProblem>> {
    this.#engine.numbers.discard(this.#scope.tenant)
    return (await this.#plan(row, requesterId, null)).map((parts) => ({ row, requesterId, parts }))
  }

  #rejectUnlessFault({ index, key }: ReadImportRow, problem: CommandProblem): Result<void, CommandProblem> {
    if (isFault(problem)) return err(problem)
    this.reject(index, key, problem)
    return ok(undefined)
  }

  /** Commits what rows mean, unless somebody who asks is erased meanwhile; where their document only changed, again. */
  async #commit(
    key: string,
    rows: readonly PlannedRow[],
    plans: readonly RecordedPlan[],
    print?: string,
  ): Promise<Result<boolean, CommandProblem>> {
    for (let tried = 1; tried <= attemptLimit; tried += 1) {
      const expect = await this.#notErased(rows.map(({ requesterId }) => requesterId))
      if (expect.isErr()) return err(expect.error)
      const committed = await this.#engine.store.commit(this.#scope.tenant, {
        key,
        ...(print === undefined ? {} : { fingerprint: print }),
        expect: expect.value,
        writes: plans.flatMap(({ writes }) => writes),
        events: plans.flatMap(({ events }) => events),
        work: plans.flatMap(({ work }) => work),
      })
      if (committed.isOk()) return ok(committed.value.replayed)
      const { error } = committed
      if (error.kind !== 'storage/conflict' || error.ref.kind !== 'customer') return err(error)
    }
    return err(contended(attemptLimit))
  }
}

/** Whether a number that was drawn for a row is used already, by an import of another process that brought it along. */
function hasLostItsNumber({ wantsNumber }: ReadImportRow, problem: CommandProblem): boolean {
  return wantsNumber && problem.kind === 'storage/taken' && problem.name === 'number'
}

/** Whether the store itself failed, so that going on with the next row makes no sense. */
function isFault(problem: CommandProblem): boolean {
  return ['storage/unavailable', 'storage/busy', 'storage/in-doubt', 'storage/corrupt'].includes(problem.kind)
}

/** As many tickets together as a commit takes. */
function groups(
  rows: readonly PlannedRow[],
  limits: { readonly writes: number; readonly events: number; readonly work: number },
): readonly (readonly PlannedRow[])[] {
  const all: PlannedRow[][] = []
  let size = { writes: 0, events: 0, work: 0 }
  for (const planned of rows) {
    const own = { writes: 0, events: 0, work: 0 }
    for (const part of planned.parts) {
      own.writes += part.writes.length
      own.events += part.events.length
      own.work += part.work.length
    }
    const current = all.at(-1)
    const fits =
      size.writes + own.writes <= limits.writes &&
      size.events + own.events <= limits.events &&
      size.work + own.work <= limits.work
    if (current !== undefined && fits) {
      current.push(planned)
      size = { writes: size.writes + own.writes, events: size.events + own.events, work: size.work + own.work }
    } else {
      all.push([planned])
      size = own
    }
  }
  return all
}
