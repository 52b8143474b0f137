import type { MessageId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { Outcome, Ticket } from '../ticket.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { PromiseCommand, PromiseUpdate, ScheduleFollowUp } from './promise-commands.ts'
import type { PromisePart } from './promise-part.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/** Most promises, and most follow-ups, that are open at a time. */
export const mostPromises = 50

/** What a command about promises and follow-ups leads to. */
export function decidePromises(situation: Situation, command: PromiseCommand): Decision {
  const { promises, followUps } = situation.ticket
  switch (command.type) {
    case 'promise-update':
      return promise(situation, command)
    case 'schedule-follow-up':
      return schedule(situation, command)
    case 'keep-promise':
    case 'withdraw-promise': {
      const { promiseId } = command
      const open = promises.find(({ id }) => id === promiseId)
      if (open === undefined) return err({ kind: 'ticket/no-such-promise', promiseId })
      const { dueAt } = open
      if (command.type === 'withdraw-promise')
        return ok([happened(situation, 'promise-withdrawn', { promiseId, dueAt, reason: command.reason })])
      return ok([happened(situation, 'promise-kept', { promiseId, dueAt, late: situation.at > dueAt, messageId: null })])
    }
    case 'complete-follow-up':
    case 'withdraw-follow-up': {
      const { followUpId } = command
      const open = followUps.find(({ id }) => id === followUpId)
      if (open === undefined) return err({ kind: 'ticket/no-such-follow-up', followUpId })
      const { dueAt } = open
      if (command.type === 'withdraw-follow-up')
        return ok([happened(situation, 'follow-up-withdrawn', { followUpId, dueAt, reason: command.reason })])
      const { result = null } = command
      return ok([happened(situation, 'follow-up-completed', { followUpId, dueAt, late: situation.at > dueAt, result })])
    }
  }
}

/** Whether there is something open that a command would be granted for. */
export function hasOpen(part: PromisePart, command: PromiseCommand['type']): boolean {
  switch (command) {
    case 'keep-promise':
    case 'withdraw-promise':
      return part.promises.length > 0
    case 'complete-follow-up':
    case 'withdraw-follow-up':
      return part.followUps.length > 0
    case 'promise-update':
    case 'schedule-follow-up':
      return true
  }
}

/** Promises of word how things stand, kept by an answer; null where they were told otherwise than by a message. */
export function keptBy(situation: Situation, messageId: MessageId | null): readonly TicketEvent[] {
  return situation.ticket.promises.flatMap(({ id: promiseId, about, dueAt }) =>
    about === null ? [happened(situation, 'promise-kept', { promiseId, dueAt, late: situation.at > dueAt, messageId })] : [],
  )
}

/** What becomes of promises and follow-ups where a ticket ends otherwise than solved: nobody waits for them any longer. */
export function withdrawnWith(situation: Situation, outcome: Outcome): readonly TicketEvent[] {
  const { promises, followUps } = situation.ticket
  return [
    ...promises.map(({ id: promiseId, dueAt }) =>
      happened(situation, 'promise-withdrawn', { promiseId, dueAt, reason: outcome }),
    ),
    ...followUps.map(({ id: followUpId, dueAt }) =>
      happened(situation, 'follow-up-withdrawn', { followUpId, dueAt, reason: outcome }),
    ),
  ]
}

/** Telling the same anew is one promise, under whatever name: the requester was told one time. */
function promise(situation: Situation, command: PromiseUpdate): Decision {
  const { promises } = situation.ticket
  const { promiseId, dueAt } = command
  const before = promises.find(({ id }) => id === promiseId)
  const about = command.about ?? before?.about ?? null
  if (before !== undefined && before.dueAt === dueAt && before.about === about) return ok([])
  if (before === undefined && promises.some((each) => each.dueAt === dueAt && each.about === about)) return ok([])
  const denial = notAhead(situation, dueAt) ?? full(promises, before)
  if (denial !== null) return err(denial)
  return ok([happened(situation, 'promise-made', { promiseId, about, dueAt, previousDueAt: before?.dueAt ?? null })])
}

function schedule(situation: Situation, command: ScheduleFollowUp): Decision {
  const { followUps } = situation.ticket
  const { followUpId, dueAt } = command
  const before = followUps.find(({ id }) => id === followUpId)
  const purpose = command.purpose ?? before?.purpose ?? null
  const assigneeId = command.assigneeId ?? before?.assigneeId ?? null
  if (before !== undefined && before.dueAt === dueAt && before.purpose === purpose && before.assigneeId === assigneeId)
    return ok([])
  const denial = notAhead(situation, dueAt) ?? full(followUps, before)
  if (denial !== null) return err(denial)
  const previousDueAt = before?.dueAt ?? null
  return ok([happened(situation, 'follow-up-scheduled', { followUpId, purpose, assigneeId, dueAt, previousDueAt })])
}

function notAhead({ at, enforced }: Situation, dueAt: Ticket['updatedAt']): Denial | null {
  if (dueAt > at || !enforced) return null
  return { kind: 'ticket/invalid-command', path: 'dueAt', expected: 'an instant in the future' }
}

function full(open: readonly object[], before: object | undefined): Denial | null {
  return before === undefined && open.length >= mostPromises ? { kind: 'ticket/too-many-promises', most: mostPromises } : null
}
