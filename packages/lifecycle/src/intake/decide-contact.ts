import { type Explanation, explanation, type TicketId } from '@caseload/core'
import type { Ticket } from '../ticket/ticket.ts'
import { isDone } from '../workflow/status-category.ts'
import type { Contact, ContactContext, ContactMatch, IntakeTicket } from './contact.ts'
import type { ContactDecision } from './contact-decision.ts'
import { continuingFollowUp } from './continuing-follow-up.ts'
import type { Intake, IntakeRule, SameRequesterRule } from './intake.ts'
import { contactFacts } from './intake-fields.ts'
import { replyReach } from './reply-reach.ts'

interface Match extends IntakeTicket {
  readonly by: ContactMatch
  readonly addressedTo: TicketId
  readonly rule: string | null
}

/**
 * What becomes of a contact. Always one of five: a new ticket, a message to a ticket there is, a new ticket that follows one that can no longer come back, answered at once, or no request at all.
 *
 * A ticket it belongs to is looked for first: what it refers to, in the order of the references, then an open ticket of the same requester by the policy's rules (the one something happened to last; of several at
 * the same instant, the first by identity). A merged ticket leads to where it goes on. Then the policy says what is no request, and whoever took it in, or the policy, what is answered. What is left goes to the
 * ticket it belongs to: to a ticket that is done as a message as long as that one can come back by it, else to the follow-up there is, or as a new follow-up; automatic messages open nothing. What belongs to none opens a ticket.
 *
 * @param intake - The policy, from `compileIntake`.
 * @param contact - The contact; not mutated.
 * @param context - What it refers to and the tickets that were read.
 * @returns The outcome with its explanation; wording is in `lifecycleMessages`.
 *
 * @example
 * ```ts
 * import { instant, orThrow, renderExplanation } from '@caseload/core'
 * import { compileIntake, decideContact, lifecycleMessages, standardIntake } from '@caseload/lifecycle'
 *
 * const intake = orThrow(compileIntake(standardIntake))
 * const mail = { channel: 'email', kind: 'question', topic: null, receivedAt: instant(0), automatic: false, codes: [], answered: null, requesterId: null }
 * const nothing = { references: [], tickets: new Map() }
 * decideContact(intake, mail, nothing).outcome // => 'open'
 * const bounced = decideContact(intake, { ...mail, codes: ['bounce'] }, nothing)
 * bounced.outcome === 'not-a-request' && bounced.reason // => 'bounce'
 * decideContact(intake, { ...mail, answered: 'opening-hours' }, nothing).outcome // => 'answered-at-once'
 * renderExplanation(bounced.explanation, lifecycleMessages).split('\n')[0] // => '· no request: bounce'
 * ```
 */
export function decideContact(intake: Intake, contact: Contact, context: ContactContext): ContactDecision {
  const because: Explanation[] = []
  const match = referredTo(intake, contact, context, because) ?? ofSameRequester(intake, contact, context, because)
  const matchedBy = match?.by ?? null
  const noRequest = firstThatHolds(intake.notARequest, contact, matchedBy, because)
  if (noRequest !== null) return ended('not-a-request', noRequest.reason, noRequest.id)
  if (contact.answered !== null) {
    because.push(explanation('intake/said-answered', { reason: contact.answered }, { holds: true }))
    return ended('answered-at-once', contact.answered, null)
  }
  const answer = firstThatHolds(intake.answeredAtOnce, contact, matchedBy, because)
  if (answer !== null) return ended('answered-at-once', answer.reason, answer.id)
  if (match === null) return opened(null)

  const { ticket, workflow, addressedTo, rule } = match
  const reach = replyReach(workflow, ticket, { automatic: contact.automatic, at: contact.receivedAt })
  because.push(explanation(`intake/reach-${reach}`, { ticketId: ticket.id, category: ticket.category }))
  const by = { rule, matchedBy, ticketId: ticket.id, addressedTo }
  if (reach === 'reaches') return { outcome: 'append', ...by, explanation: told('append', { ticketId: ticket.id }) }
  if (contact.automatic) return ended('not-a-request', 'automatic', null)
  if (!isDone(ticket.category)) return opened(rule)
  const goesOn = continuingFollowUp(ticket, { at: contact.receivedAt }, (id) => context.tickets.get(id) ?? null)?.ticket.id
  if (goesOn !== undefined) {
    because.push(explanation('intake/followed-up', { ticketId: ticket.id, followUpId: goesOn }))
    return { outcome: 'append', ...by, ticketId: goesOn, explanation: told('append', { ticketId: goesOn }) }
  }
  return { outcome: 'follow-up-of', ...by, explanation: told('follow-up-of', { ticketId: ticket.id }) }

  function told(outcome: ContactDecision['outcome'], params: Explanation['params'] = {}): Explanation {
    return explanation(`intake/${outcome}`, params, { because })
  }
  function ended(outcome: 'answered-at-once' | 'not-a-request', reason: string, rule: string | null): ContactDecision {
    return { outcome, reason, rule, matchedBy, explanation: told(outcome, { reason }) }
  }
  function opened(rule: string | null): ContactDecision {
    return { outcome: 'open', rule, matchedBy, explanation: told('open', { kind: contact.kind }) }
  }
}

function referredTo(intake: Intake, contact: Contact, context: ContactContext, because: Explanation[]): Match | null {
  for (const { by, ticketId } of context.references) {
    const named = context.tickets.get(ticketId)
    const counts = by !== 'number' || intake.numbersFrom === 'anybody' || isOf(named?.ticket ?? null, contact)
    const found = named !== undefined && counts ? goesOnIn(named, context) : null
    because.push(explanation(`intake/refers-by-${by}`, { ticketId }, { holds: found !== null }))
    if (found !== null) return { ...found, by, addressedTo: ticketId, rule: null }
  }
  return null
}

/** A number is easily guessed, so it counts from the ticket's own requester. */
function isOf(ticket: Ticket | null, { requesterId }: Contact): boolean {
  return ticket !== null && requesterId !== null && ticket.requesterId === requesterId
}

/** Where a ticket goes on: itself, where it is not merged; null where that was not read. */
function goesOnIn(from: IntakeTicket, { tickets }: ContactContext): IntakeTicket | null {
  const way = new Set<TicketId>()
  let found: IntakeTicket | undefined = from
  while (found !== undefined && found.ticket.mergedInto !== null && !way.has(found.ticket.id)) {
    way.add(found.ticket.id)
    found = tickets.get(found.ticket.mergedInto.ticketId)
  }
  return found === undefined || found.ticket.mergedInto !== null ? null : found
}

function ofSameRequester(intake: Intake, contact: Contact, context: ContactContext, because: Explanation[]): Match | null {
  if (contact.requesterId === null || contact.automatic) return null
  const open = [...context.tickets.values()]
    .filter(({ ticket }) => isOf(ticket, contact) && !isDone(ticket.category))
    .sort((a, b) => b.ticket.updatedAt - a.ticket.updatedAt || (a.ticket.id < b.ticket.id ? -1 : 1))
  for (const rule of intake.sameRequester) {
    const meant = rule.when === null || rule.when.matches(contactFacts(contact, null), contact.receivedAt)
    const found = meant ? open.find(({ ticket }) => belongs(rule, contact, ticket)) : undefined
    const why = rule.when === null ? [] : [rule.when.explain(contactFacts(contact, null), contact.receivedAt)]
    because.push(explanation('intake/same-requester', { rule: rule.id }, { holds: found !== undefined, because: why }))
    if (found !== undefined) return { ...found, by: 'requester', addressedTo: found.ticket.id, rule: rule.id }
  }
  return null
}

function belongs({ withinMs, alike }: SameRequesterRule, contact: Contact, ticket: Ticket): boolean {
  return contact.receivedAt - ticket.updatedAt <= withinMs && alike.every((fact) => contact[fact] === ticket[fact])
}

function firstThatHolds(
  rules: readonly IntakeRule[],
  contact: Contact,
  matchedBy: ContactMatch | null,
  because: Explanation[],
): IntakeRule | null {
  const facts = contactFacts(contact, matchedBy)
  for (const rule of rules) {
    const why = rule.when.explain(facts, contact.receivedAt)
    const holds = rule.when.matches(facts, contact.receivedAt)
    because.push(explanation('intake/rule', { rule: rule.id, reason: rule.reason }, { holds, because: [why] }))
    if (holds) return rule
  }
  return null
}
