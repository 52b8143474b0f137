import type { DeskEvent } from '@caseload/desk'
import type { CheckBackScheduledData } from '@caseload/lifecycle'
import type { Circumstances } from './invariants.ts'
import { type Kept, ticketStreams, ticketsOf } from './kept.ts'

const isDone = (category: string): boolean => category === 'resolved' || category === 'closed'

/** What does not hold of check-backs: each attempt is planned of a solution only, comes due and is settled at most once, and none follows an answer. */
export function brokenCheckBacks(kept: Kept, { policies }: Circumstances): readonly string[] {
  const attempts = policies.checkBack?.plan.attempts ?? 0
  const tickets = ticketsOf(kept)
  return [...ticketStreams(kept)].flatMap(([id, events]) => {
    const { broken, planned, due } = followed(id, events, attempts)
    const ticket = tickets.get(id)
    const stands = ticket?.checkBack ?? null
    const listed = kept.docs.get(`ticket/${id}`)?.keys.some(({ name }) => name === 'checkBack') ?? false
    return [
      ...broken,
      ...(stands?.attempt === planned?.attempt && stands?.dueAt === planned?.dueAt && (stands?.due ?? false) === due
        ? []
        : [`${id} has ${JSON.stringify(stands)} where ${JSON.stringify(planned)} was planned, due ${due}`]),
      ...(listed === (due && ticket?.mergedInto === null) ? [] : [`${id} is ${listed ? '' : 'not '}listed to be asked`]),
    ]
  })
}

interface Followed {
  readonly broken: readonly string[]
  readonly planned: CheckBackScheduledData | null
  readonly due: boolean
}

function followed(id: string, events: readonly DeskEvent[], attempts: number): Followed {
  const broken: string[] = []
  let planned: CheckBackScheduledData | null = null
  let due = false
  let solved = false
  let next = 1
  for (const event of events) {
    const at = `${id}#${event.version}`
    if (event.type === 'ticket-status-changed') {
      const { fromCategory, toCategory, outcome } = event.data
      // Neither a ticket that came back nor one that is no longer taken for solved has anything to ask about; one that is merged is asked about when it is taken out again.
      if (!isDone(toCategory) || (outcome !== 'solved' && outcome !== 'merged')) [planned, due, solved] = [null, false, false]
      if (!isDone(fromCategory) && isDone(toCategory)) [solved, next] = [outcome === 'solved', 1]
    }
    if (event.type === 'check-back-scheduled') {
      if (planned !== null) broken.push(`${at} plans to ask while it is planned`)
      if (!solved || next === 0) broken.push(`${at} plans to ask where nothing is to be asked`)
      if (event.data.attempt !== next || next > attempts) broken.push(`${at} plans attempt ${event.data.attempt}, not ${next}`)
      ;[planned, due] = [event.data, false]
    }
    if (event.type === 'check-back-due') {
      if (planned === null || due || event.at < planned.dueAt) broken.push(`${at} comes due out of turn`)
      due = true
    }
    if (event.type === 'check-back-answered') {
      if (planned === null || event.data.attempt !== planned.attempt) broken.push(`${at} settles what is not open`)
      next = event.data.answer === 'not-reached' ? event.data.attempt + 1 : 0
      ;[planned, due] = [null, false]
    }
  }
  return { broken, planned, due }
}
