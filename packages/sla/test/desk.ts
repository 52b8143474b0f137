import { type Instant, instant, orThrow } from '@caseload/core'
import { type ClockState, compileSla, type Sla, type SlaDocument, type SlaFacts, type SlaSignal, slaState } from '@caseload/sla'
import { office } from './office.ts'

/** Policies that are right, with the nine-to-five `office`. */
export function policies(document: Partial<SlaDocument> & Pick<SlaDocument, 'policies'>): Sla {
  return orThrow(compileSla({ schema: 1, id: 'support', version: 1, ...document }, { calendars: { office } }))
}

/** One policy for every ticket. */
export function promising(targets: SlaDocument['policies'][number]['targets'], calendar: string | null = null): Sla {
  return policies({ policies: [{ id: 'all', calendar, targets }] })
}

/** An instant of Monday 2 March 2026, UTC, or of a day after it. */
export function on(time: string, day = 2): Instant {
  return instant(`2026-03-${String(day).padStart(2, '0')}T${time}Z`)
}

/** The state of one clock that must be there. */
export function clockOf(sla: Sla, name: string, signals: readonly SlaSignal[], now: Instant, facts: SlaFacts = {}): ClockState {
  const clock = slaState(sla, { facts, signals }, now).clocks[name]
  if (clock === undefined) throw new Error(`there is no clock named ${name}`)
  return clock
}

export const hour = 3_600_000
export const opened: SlaSignal = { type: 'started', at: on('09:00') }

/** A public message of the requester. */
export function asks(at: Instant): SlaSignal {
  return { type: 'message', at, from: 'requester' }
}

/** A public message of an agent. */
export function replies(at: Instant): SlaSignal {
  return { type: 'message', at, from: 'agent' }
}

/** A change of category. */
export function moves(at: Instant, category: 'new' | 'open' | 'pending' | 'on-hold' | 'resolved' | 'closed'): SlaSignal {
  return { type: 'category-changed', at, category }
}
