import { addMs, type Instant } from '@caseload/core'
import type { Workflow } from '../../workflow/workflow.ts'
import { happened } from '../decide/situation.ts'
import type { Ticket } from '../ticket.ts'
import type { FollowUpMissed, PromiseMissed, ReminderGiven } from './promise-events.ts'
import type { OpenFollowUp, OpenPromise } from './promise-part.ts'

type Due = OpenPromise | OpenFollowUp

/**
 * When time next does something to what was promised or is to be followed up: a reminder before it is due, or its miss the millisecond after; null where there is nothing ahead.
 *
 * There is a reminder only where the time told lies further ahead than the reminder does before it: what is due in ten minutes needs none an hour before.
 */
export function nextPromiseMoment({ remindBeforeMs }: Workflow, { category, promises, followUps }: Ticket): Instant | null {
  if (category === 'closed') return null
  let next: Instant | null = null
  for (const due of [...promises, ...followUps]) {
    const moment = momentOf(due, remindBeforeMs)
    if (moment !== null && (next === null || moment < next)) next = moment
  }
  return next
}

/** What time has done to promises and follow-ups by now: in the order of their moments, then of their identities. */
export function duePromiseEvents(
  { remindBeforeMs }: Workflow,
  { promises, followUps }: Ticket,
  stamp: Parameters<typeof happened>[0],
): readonly (ReminderGiven | PromiseMissed | FollowUpMissed)[] {
  const due = [
    ...promises.map((item) => ({ item, about: 'promise' as const })),
    ...followUps.map((item) => ({ item, about: 'follow-up' as const })),
  ].flatMap(({ item, about }) => {
    const moment = momentOf(item, remindBeforeMs)
    return moment === null || moment > stamp.at ? [] : [{ id: item.id, dueAt: item.dueAt, about, moment }]
  })
  return due
    .sort((a, b) => a.moment - b.moment || (a.id < b.id ? -1 : 1))
    .map(({ id, dueAt, about }) =>
      stamp.at > dueAt ? missedAs(stamp, id, dueAt) : happened(stamp, 'reminder-given', { about, id, dueAt }),
    )
}

function missedAs(stamp: Parameters<typeof happened>[0], id: Due['id'], dueAt: Instant): PromiseMissed | FollowUpMissed {
  return isPromise(id)
    ? happened(stamp, 'promise-missed', { promiseId: id, dueAt })
    : happened(stamp, 'follow-up-missed', { followUpId: id, dueAt })
}

function isPromise(id: Due['id']): id is OpenPromise['id'] {
  return id.startsWith('prm_')
}

function momentOf({ dueAt, madeAt, reminded, missed }: Due, remindBeforeMs: number | null): Instant | null {
  if (missed) return null
  if (!reminded && remindBeforeMs !== null && dueAt - remindBeforeMs > madeAt) return addMs(dueAt, -remindBeforeMs)
  return addMs(dueAt, 1)
}
