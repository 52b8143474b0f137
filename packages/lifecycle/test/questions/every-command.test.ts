import { describe, expect, it } from 'vitest'
import {
  decideTicket,
  evolveTicket,
  type Ticket,
  type TicketCommand,
  type TicketCommandType,
  ticketCommandRules,
  ticketCommandTypes,
} from '../../src/index.ts'
import { hour } from '../desk-day.ts'
import { amongOthers } from './among-others.ts'
import { duties } from './duties.ts'
import { ownCourse } from './own-course.ts'
import type { Given, Questions, QuestionsTo } from './question.ts'

/** Every command, so that a new one does not compile before it has answers. */
const questions: QuestionsTo<TicketCommandType> = { ...ownCourse, ...duties, ...amongOthers }

const decide = ({ rules, ticket, command, who }: Given<TicketCommand>) =>
  decideTicket(rules, ticket, command, { actor: who, now: hour(50) })

function happening(given: Given<TicketCommand>) {
  const decided = decide(given)
  return decided.isOk() ? decided.value.map(({ type, data }) => [type, data]) : decided.error
}

/** The same command once more, on what the first time left. */
function again(given: Given<TicketCommand>) {
  const events = decide(given).unwrapOr([])
  const ticket = events.reduce<Ticket | null>(evolveTicket, given.ticket)
  return decide({ ...given, ticket })
}

describe.each(ticketCommandTypes)('given %s', (type) => {
  const { events, refusal, nothing }: Questions<TicketCommand> = questions[type]

  it('says which events', () => {
    expect(events.given.command.type).toBe(type)
    expect(happening(events.given)).toEqual(events.are)
    expect(events.are.length).toBeGreaterThan(0)
  })

  it('says which refusal, exactly', () => {
    expect(refusal.given.command.type).toBe(type)
    const decided = decide(refusal.given)
    const { message, allowedNow: _, command, status, ...rest } = decided._unsafeUnwrapErr()
    expect(rest).toEqual(refusal.is)
    expect([command, status]).toEqual([type, refusal.given.ticket?.status ?? null])
    expect(message).toMatch(new RegExp(`^${type} refused: [^{}?]+$`))
  })

  it('says when nothing, or why never', () => {
    if ('command' in nothing) {
      expect(nothing.command.type).toBe(type)
      expect(happening(nothing)).toEqual([])
    } else if (nothing.never === 'leads-elsewhere') {
      const { from, to } = ticketCommandRules[type]
      expect(to?.length).toBeGreaterThan(0)
      expect(to?.filter((category) => from?.includes(category))).toEqual([])
    } else if (nothing.never === 'says-something-new') {
      expect(again(events.given).unwrapOr([]).length).toBeGreaterThan(0)
    } else expect(again(events.given)._unsafeUnwrapErr().kind).toBe(nothing.refusedAs)
  })
})
