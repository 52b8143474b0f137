import type { ActorRef, AgentId, Instant, TeamId, TicketId } from '@caseload/core'
import { instant, orThrow, parseId } from '@caseload/core'
import type { MessageAddedData, StatusCategory, TicketEvent, TicketOpenedData } from '@caseload/lifecycle'
import type { TicketJournalEvent } from '../src/facts/ticket-journal-event.ts'

/** An event without its place. */
type Fact = TicketEvent extends infer Each ? (Each extends TicketEvent ? Pick<Each, 'type' | 'data'> : never) : never

export const agent = (name: string): AgentId => orThrow(parseId('agt', `agt_${name}`))
export const team = (name: string): TeamId => orThrow(parseId('team', `team_${name}`))
export const ticketId = (name: string): TicketId => orThrow(parseId('tkt', `tkt_${name}`))
export const by = (name: string): ActorRef => `agent:agt_${name}`

/** Writes the history of one ticket, event by event, for tests. */
export class History {
  readonly events: TicketJournalEvent[] = []
  readonly #id: TicketId
  #status = 'new'
  #category: StatusCategory = 'new'
  #team: TeamId | null = null

  constructor(name: string, at: string | number, opened: Partial<TicketOpenedData> = {}, actor: ActorRef = 'requester:cus_eve') {
    this.#id = ticketId(name)
    const data: TicketOpenedData = {
      ticketId: this.#id,
      number: null,
      workflow: { id: 'standard', version: 1 },
      catalogue: null,
      status: 'new',
      category: 'new',
      kind: 'incident',
      channel: 'email',
      requesterId: null,
      priority: 'normal',
      impact: null,
      urgency: null,
      topic: null,
      level: 1,
      teamId: null,
      assigneeId: null,
      tags: [],
      attributes: {},
      ...opened,
    }
    this.#status = data.status
    this.#category = data.category
    this.#team = data.teamId
    this.add(at, { type: 'ticket-opened', data }, actor)
  }

  add(at: string | number, fact: Fact, actor: ActorRef = 'system:import'): this {
    const when: Instant = instant(at)
    const version = this.events.length + 1
    this.events.push({ ...fact, at: when, actor, stream: this.#id, version, schema: 1, recordedAt: when, cause: null })
    return this
  }

  status(at: string | number, toCategory: StatusCategory, actor: ActorRef = 'system:import', to: string = toCategory): this {
    const done = toCategory === 'resolved' || toCategory === 'closed'
    const data = {
      from: this.#status,
      to,
      fromCategory: this.#category,
      toCategory,
      cause: 'change-status',
      outcome: done ? 'solved' : null,
      resolutionCode: null,
    } as const
    this.#status = to
    this.#category = toCategory
    return this.add(at, { type: 'ticket-status-changed', data }, actor)
  }

  message(at: string | number, message: Partial<MessageAddedData> = {}, actor: ActorRef = by('ada')): this {
    const messageId = orThrow(parseId('msg', `msg_${this.events.length}`))
    const data: MessageAddedData = {
      messageId,
      direction: 'outbound',
      visibility: 'public',
      author: 'agent',
      automatic: false,
      teamId: this.#team,
      authorTeamId: null,
      channel: 'email',
      ...message,
    }
    return this.add(at, { type: 'message-added', data }, actor)
  }

  assign(at: string | number, name: string, actor: ActorRef = 'system:import'): this {
    return this.add(at, { type: 'ticket-assigned', data: { from: null, to: agent(name), teamId: this.#team } }, actor)
  }

  transfer(at: string | number, name: string, actor: ActorRef = 'system:import'): this {
    const from = this.#team
    this.#team = team(name)
    return this.add(at, { type: 'ticket-transferred', data: { from, to: team(name) } }, actor)
  }

  escalate(at: string | number, from: number, to: number): this {
    return this.add(at, { type: 'ticket-escalated', data: { from, to } })
  }

  activity(
    at: string | number,
    code: string,
    attributes: Readonly<Record<string, string>> = {},
    actor: ActorRef = 'system:import',
  ): this {
    return this.add(at, { type: 'activity-recorded', data: { code, attributes } }, actor)
  }
}
