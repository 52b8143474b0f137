import { type ActorRef, type AgentId, actorRef, type TeamId } from '@caseload/core'
import type { Workflow } from '../workflow/workflow.ts'
import type { ReactionsDocument } from '../workflow/workflow-document.ts'
import { evolveTicket } from './evolve-ticket.ts'
import { isOver, moveFault } from './move.ts'
import type { RefusalFacts } from './refusal.ts'
import type { Outcome, Ticket } from './ticket.ts'
import type { TicketCommandType } from './ticket-commands.ts'
import type { TicketContext } from './ticket-context.ts'
import type { MessageAddedData, TicketClassified, TicketEscalated, TicketEvent, TicketPrioritised } from './ticket-events.ts'

/** Whether the workflow is enforced, or held against what has happened elsewhere. */
export type DecisionMode = 'enforced' | 'observed'

/** What a status change brings along. */
export interface MoveParticulars {
  /** The desk's code for the solution. */
  readonly code?: string | undefined
  /** How it ended. */
  readonly outcome?: Outcome | undefined
}

/**
 * A decision under way: the events so far, and the ticket as they leave it.
 *
 * Each step answers null, or why it must be refused. What is observed is never refused for the workflow's sake: the step records a deviation and happens.
 */
export class Happening {
  /** The ticket as the events so far leave it. */
  ticket: Ticket
  /** The events so far. */
  readonly events: TicketEvent[] = []
  /** Whether the workflow would have refused something. */
  #deviated = false
  readonly #workflow: Workflow
  readonly #command: TicketCommandType
  readonly #context: TicketContext
  readonly #mode: DecisionMode
  readonly #actor: ActorRef

  constructor(workflow: Workflow, ticket: Ticket, command: TicketCommandType, context: TicketContext, mode: DecisionMode) {
    this.#workflow = workflow
    this.ticket = ticket
    this.#command = command
    this.#context = context
    this.#mode = mode
    this.#actor = actorRef(context.actor)
  }

  /** Takes a fault of the workflow's: a refusal where it is enforced, a deviation where it is observed. */
  tolerate(fault: RefusalFacts | null, to: string = this.ticket.status): RefusalFacts | null {
    if (fault === null || this.#mode === 'enforced') return fault
    this.#deviated = true
    const reason = fault.kind.slice('ticket/'.length)
    this.#add({
      type: 'deviation-recorded',
      ...this.#now(),
      data: { reason, command: this.#command, from: this.ticket.status, to },
    })
    return null
  }

  /** Moves to a status if the workflow lets it. */
  move(to: string, particulars: MoveParticulars = {}): RefusalFacts | null {
    const { code } = particulars
    const asked = code === undefined ? this.ticket : { ...this.ticket, resolutionCode: code }
    const fault = moveFault(this.#workflow, asked, to, this.#context)
    const refused = this.tolerate(fault === null ? null : moveRefusal(fault, to), to)
    if (refused === null) this.#enter(to, particulars)
    return refused
  }

  /** Does what the workflow says follows from something that arrived; where the way is not open the status stays. */
  react(reactions: ReactionsDocument): void {
    const reaction = reactions[this.ticket.category]
    if (this.#mode === 'observed' || reaction?.do !== 'move') return
    const to = reaction.to ?? this.#workflow.defaults.get('open')
    if (to !== undefined && moveFault(this.#workflow, this.ticket, to, this.#context) === null) this.#enter(to, {})
  }

  /** Adds a message. */
  message(data: Omit<MessageAddedData, 'teamId'>): void {
    this.#add({ type: 'message-added', ...this.#now(), data: { ...data, teamId: this.ticket.teamId } })
  }

  /** Gives the ticket to an agent, if it is not theirs already. */
  assign(to: AgentId): void {
    const { assigneeId: from, teamId } = this.ticket
    if (from === to) return
    this.#add({ type: 'ticket-assigned', ...this.#now(), data: { from, to, teamId } })
  }

  /** Takes the ticket from its agent, if it has one. */
  unassign(): void {
    const { assigneeId: from, teamId } = this.ticket
    if (from !== null) this.#add({ type: 'ticket-unassigned', ...this.#now(), data: { from, teamId } })
  }

  /** Hands the ticket to another team, if it is not theirs already; its agent lets go of it. */
  transfer(to: TeamId): void {
    const { teamId: from } = this.ticket
    if (from === to) return
    this.unassign()
    this.#add({ type: 'ticket-transferred', ...this.#now(), data: { from, to } })
  }

  /** Adds an event whose particulars the command knows best. */
  add(
    event:
      | Pick<TicketEscalated, 'type' | 'data'>
      | Pick<TicketPrioritised, 'type' | 'data'>
      | Pick<TicketClassified, 'type' | 'data'>,
  ): void {
    this.#add({ ...event, ...this.#now() })
  }

  #enter(to: string, { code, outcome }: MoveParticulars): void {
    const { status: from, category: fromCategory } = this.ticket
    const toCategory = this.#workflow.statuses.get(to)?.category ?? fromCategory
    const over = isOver(toCategory)
    // What was resolved and is now closed keeps how it ended; what came back starts afresh.
    const kept = isOver(fromCategory) ? this.ticket : null
    this.#add({
      type: 'ticket-status-changed',
      ...this.#now(),
      data: {
        from,
        to,
        fromCategory,
        toCategory,
        cause: this.#deviated ? 'observed' : this.#command,
        outcome: over ? (outcome ?? kept?.outcome ?? 'solved') : null,
        resolutionCode: over ? (code ?? kept?.resolutionCode ?? null) : null,
      },
    })
  }

  #now(): { readonly at: TicketContext['now']; readonly actor: ActorRef } {
    return { at: this.#context.now, actor: this.#actor }
  }

  #add(event: TicketEvent): void {
    this.events.push(event)
    this.ticket = evolveTicket(this.ticket, event) ?? this.ticket
  }
}

function moveRefusal(fault: NonNullable<ReturnType<typeof moveFault>>, toStatus: string): RefusalFacts {
  switch (fault.reason) {
    case 'no-transition':
      return { kind: 'ticket/no-transition', toStatus }
    case 'guard-failed':
      return { kind: 'ticket/guard-failed', toStatus, failed: fault.failed }
    case 'reopen-window-passed':
      return { kind: 'ticket/reopen-window-passed', allowedUntil: fault.allowedUntil }
  }
}
