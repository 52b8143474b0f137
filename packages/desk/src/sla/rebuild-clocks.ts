import { deriveId, type EventEnvelope, isId, newId, type TenantId } from '@caseload/core'
import type { TicketEvent } from '@caseload/lifecycle'
import { type DeskEvent, planRebuildClocks, recordedEvents, type SlaEvent } from '@caseload/planner'
import type { Doc } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { attemptLimit, pauseMs } from '../engine/attempts.ts'
import type { Engine } from '../engine/engine.ts'
import { toEvent } from '../engine/recording-store.ts'
import { type CommandProblem, contended } from '../problems.ts'
import type { Scope } from '../scope.ts'
import type { RebuildReport } from './sla-inputs.ts'

/** Works out the clocks of every ticket anew from its history, by the policies as they are now. */
export async function rebuildClocks(engine: Engine, scope: Scope): Promise<Result<RebuildReport, CommandProblem>> {
  const { store } = engine
  const { tenant } = scope
  const report = { tickets: 0, rebuilt: 0, corrected: 0 }
  if (engine.policiesOf(tenant).sla === null) return ok(report)
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.find>> = await store.find(tenant, {
      kind: 'ticket',
      limit: 200,
      ...(after === null ? {} : { after }),
    })
    if (page.isErr()) return err(page.error)
    for (const doc of page.value.items) {
      const corrected = await engine.turns.take(`${tenant}/${doc.ref.id}`, () => rebuildOne(engine, scope, doc.ref.id))
      if (corrected.isErr()) return err(corrected.error)
      report.tickets += 1
      if (corrected.value === null) continue
      report.rebuilt += 1
      report.corrected += corrected.value
    }
    after = page.value.next
    if (after === null) return ok(report)
  }
}

/** The number of corrections; null where nothing had to be written. */
async function rebuildOne(engine: Engine, { tenant, actor }: Scope, id: string): Promise<Result<number | null, CommandProblem>> {
  const { store, clock, ids } = engine
  if (!isId('tkt', id)) return ok(null)
  for (let tried = 1; tried <= attemptLimit; tried += 1) {
    const docs = await store.load(tenant, [
      { kind: 'ticket', id },
      { kind: 'ticket-clocks', id },
    ])
    if (docs.isErr()) return err(docs.error)
    const [ticketDoc = null, clocksDoc = null]: readonly (Doc | null)[] = docs.value
    if (ticketDoc === null) return ok(null)
    const history = await stream(engine, tenant, id)
    if (history.isErr()) return err(history.error)
    const told = await stream(engine, tenant, deriveId('sla', id))
    if (told.isErr()) return err(told.error)
    const commandId = newId('cmd', ids)
    const input = { ticketDoc, clocksDoc, history: history.value.filter(isOfTicket), told: told.value.filter(isOfClocks) }
    const now = clock.now()
    const policies = engine.policiesAt(tenant, now)
    const planned = planRebuildClocks(input, policies, { actor, commandId, now })
    if (planned.isErr()) return err(planned.error)
    if (planned.value === null) return ok(null)
    const { writes, work, expect } = planned.value
    const events = recordedEvents(planned.value, policies)
    const committed = await store.commit(tenant, { key: commandId, writes, events, work, expect })
    if (committed.isOk()) return ok(events.filter(({ type }) => type === 'sla-corrected').length)
    if (committed.error.kind !== 'storage/conflict') return err(committed.error)
    await engine.sleep(pauseMs(tried - 1, engine.entropy))
  }
  return err(contended(attemptLimit))
}

async function stream({ store }: Engine, tenant: TenantId, name: string): Promise<Result<readonly DeskEvent[], CommandProblem>> {
  const events: DeskEvent[] = []
  for (;;) {
    const page = await store.journal(tenant, { stream: name, after: events.at(-1)?.version ?? 0, limit: 500 })
    if (page.isErr()) return err(page.error)
    events.push(...page.value.entries.flatMap(toEvent))
    if (page.value.end || page.value.entries.length === 0) return ok(events)
  }
}

function isOfClocks(event: DeskEvent): event is EventEnvelope<SlaEvent> {
  return event.stream.startsWith('sla_')
}

function isOfTicket(event: DeskEvent): event is EventEnvelope<TicketEvent> {
  return event.stream.startsWith('tkt_')
}
