import { actorRef, type CommandId, type InvalidInput, parseId, type TicketId } from '@caseload/core'
import {
  decideTicket,
  evolveTicket,
  priorities,
  type Ticket,
  type TicketCommand,
  type TicketEvent,
  type Workflow,
} from '@caseload/lifecycle'
import { type EscalationAction, fireSlaTimers, type SlaTimer, slaFold, slaProgress, slaTimers } from '@caseload/sla'
import type { Ref } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { withFieldIndex } from '../documents/field-index.ts'
import { readDocument, type UnreadableDocument } from '../documents/stored-document.ts'
import { loadedTicket } from '../plans/loaded-ticket.ts'
import { malformed, readings, rules } from '../plans/malformed.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import { type TimerActs, type TimerSettles, type TimerWaits, undecided } from '../plans/plan-timer.ts'
import { ticketChange } from '../plans/ticket-change.ts'
import type { Policies } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { changeClocks, newSignals } from './change-clocks.ts'
import type { SlaStepReachedData } from './sla-events.ts'
import { clockFields, inputFor } from './with-clocks.ts'

/** A timer of the queue `sla` that fell due and was claimed. */
export interface DueClockTimer {
  /** Of which ticket. */
  readonly ticketId: TicketId
  /** The lease it was claimed under. */
  readonly token: string
  /** Identity of the command it becomes. */
  readonly commandId: CommandId
}

/** The documents such a timer is decided by. */
export function clockTimerReads({ ticketId }: Pick<DueClockTimer, 'ticketId'>): readonly Ref[] {
  return [
    { kind: 'ticket', id: ticketId },
    { kind: 'ticket-clocks', id: ticketId },
  ]
}

/**
 * What the due timer of a ticket's clocks means now: every step that is due and was not carried out, in order, each once, also where many fell due while nobody looked; their actions; and what
 * the clocks are like afterwards. All of it one commit with the settlement and the next timer.
 *
 * An action that the workflow refuses changes nothing and is told with its reason; the others are carried out.
 *
 * @param loaded - What `clockTimerReads` asked for.
 * @param timer - The timer that was claimed.
 * @param policies - What the desk decides by.
 * @param context - The acting system and the present.
 * @returns What to do; `planner/unreadable-document` where what is stored cannot be read.
 */
export function planClockTimer(
  loaded: Loaded,
  timer: DueClockTimer,
  policies: Policies,
  context: PlanContext,
): Result<TimerActs | TimerSettles | TimerWaits, UnreadableDocument | InvalidInput> {
  const wrong = malformed({
    loaded: [loaded, ...readings],
    timer: [timer, 'ticketId', 'token'],
    policies: [policies, ...rules],
    context: [context, 'actor', 'at', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  const { sla } = policies
  const settle = { op: 'settle' as const, token: timer.token }
  const done: Plan = { writes: [], events: [], work: [settle], expect: [], explanations: [], ticket: null, customer: null }
  const found = loadedTicket(loaded, timer.ticketId, policies, context.actor)
  const doc = loadedDocument(loaded, { kind: 'ticket-clocks', id: timer.ticketId })
  if (found.isErr() && found.error.kind === 'planner/unreadable-document') return err(found.error)
  // Without promises clocks wait for nothing; once there are some again, the walk over open tickets sets what they wait for.
  if (sla === null || doc === null) return ok({ do: 'settle', plan: done })
  if (found.isErr()) return ok(found.error.kind === 'ticket/unknown-workflow' ? undecided(context) : { do: 'settle', plan: done })
  const stored = readDocument('ticket-clocks', doc)
  if (stored.isErr()) return err(stored.error)
  const before = stored.value
  if (before.timerAt !== null && before.timerAt > context.at) return ok({ do: 'wait', until: before.timerAt })

  const progress = slaFold(sla).until(slaProgress(sla, { signals: before.signals }), context.at)
  const timers = slaTimers(sla, progress)
  const due = fireSlaTimers(timers, new Set(before.fired), context.at)
  const { ticket, workflow } = found.value
  const { happened, reached } = carryOutSteps(ticket, workflow, due, context)
  const change =
    happened.length === 0
      ? null
      : ticketChange({
          docVersion: found.value.doc.version,
          before: ticket,
          happened,
          workflow,
          bodies: new Map(),
          recordedAt: context.recordedAt,
          cause: timer.commandId,
        })
  const by = { actor: actorRef(context.actor), recordedAt: context.recordedAt, cause: timer.commandId }
  const events = change?.events ?? []
  const news = newSignals(before, events, sla)
  const input = inputFor(sla, timer.ticketId, events, clockFields(change?.ticket ?? ticket), by)
  const clocks = changeClocks({ ...input, docVersion: doc.version, before, news, reached, now: context.at, as: 'live' })
  // The settled item is gone with this commit, so the next one is set even if its instant is the same.
  const next = clocks.clocks.timerAt
  const nextItem = next === null ? [] : [{ op: 'schedule' as const, queue: 'sla', id: timer.ticketId, dueAt: next, payload: {} }]
  const plan: Plan = {
    writes: [...(change?.writes ?? []), clocks.write],
    events: [...(change?.events ?? []), ...clocks.events],
    work: [settle, ...(change?.work ?? []), ...nextItem],
    expect: change === null ? [{ ref: found.value.doc.ref, version: found.value.doc.version }] : [],
    explanations: clocks.explanations,
    ticket: change?.ticket ?? ticket,
    customer: null,
  }
  return ok({ do: due.length === 0 && clocks.events.length === 0 ? 'settle' : 'act', plan: withFieldIndex(plan, policies) })
}

type Reached = SlaTimer & Pick<SlaStepReachedData, 'refused'>

function carryOutSteps(
  ticket: Ticket,
  workflow: Workflow,
  due: readonly SlaTimer[],
  context: PlanContext,
): { readonly happened: readonly TicketEvent[]; readonly reached: readonly Reached[] } {
  const happened: TicketEvent[] = []
  const reached: Reached[] = []
  let now: Ticket = ticket
  for (const step of due) {
    const refused: Record<string, string> = {}
    for (const action of step.actions) {
      const command = commandOf(action, now)
      if (command === null) continue
      const decided = decideTicket(workflow, now, command, { actor: context.actor, now: context.at })
      if (decided.isErr()) {
        refused[action.do] = decided.error.kind
        continue
      }
      for (const event of decided.value) {
        happened.push(event)
        now = evolveTicket(now, event) ?? now
      }
    }
    reached.push({ ...step, refused })
  }
  return { happened, reached }
}

function rankOf(name: string): number {
  const priority = priorities.find((known) => known === name)
  return priority === undefined ? -1 : priorities.indexOf(priority)
}

/** The command an action comes to on the ticket as it is; null where there is nothing to do to it: telling somebody is what the event is for, and a priority is never lowered. */
function commandOf(action: EscalationAction, ticket: Ticket): Exclude<TicketCommand, { readonly type: 'open' }> | null {
  switch (action.do) {
    case 'notify':
      return null
    case 'raise-priority': {
      const rank = priorities.indexOf(ticket.priority)
      const wanted = action.to === undefined ? rank + 1 : rankOf(action.to)
      const priority = priorities[wanted]
      return priority === undefined || wanted <= rank ? null : { type: 'prioritise', priority }
    }
    case 'reassign': {
      const team = parseId('team', action.team)
      return team.isErr() || team.value === ticket.teamId ? null : { type: 'transfer', teamId: team.value }
    }
    case 'change-level':
      return action.level === ticket.level ? null : { type: 'escalate', level: action.level }
  }
}
