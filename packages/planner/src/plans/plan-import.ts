import {
  type Actor,
  actorRef,
  type CommandId,
  deriveId,
  type Instant,
  type MessageId,
  parseId,
  type TicketId,
} from '@caseload/core'
import { decideObserved, evolveTicket, type MessageAddedData, type Ticket, type TicketEvent } from '@caseload/lifecycle'
import type { Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { withFieldIndex } from '../documents/field-index.ts'
import { writePersonalFields } from '../documents/personal-fields-kind.ts'
import { writeTicketContent } from '../documents/ticket-content-kind.ts'
import type { Policies } from '../policies/policies.ts'
import type { HistoryRequest, ObservedChange } from '../requests/desk-request.ts'
import { partsWithClocks } from '../sla/with-clocks.ts'
import { laterInstant } from './later-instant.ts'
import { malformed, rules } from './malformed.ts'
import type { Plan } from './plan.ts'
import { type PlanRejection, unknownWorkflow } from './plan-rejections.ts'
import { ticketChange } from './ticket-change.ts'

/** A whole ticket of another system: how it began, and what was said and changed since. */
export interface ImportedTicket {
  /** Identity of the command, made from the row's own name; the ticket has the same token. */
  readonly commandId: CommandId
  /** How it began; any status of the workflow. */
  readonly open: HistoryRequest['open']
  /** When it began. */
  readonly openedAt: Instant
  /** What stood above it; null where nothing did. */
  readonly subject: string | null
  /** What followed, in any order; steps of one instant stay in the order given. */
  readonly steps: readonly ImportedStep[]
}

/** One thing that followed. */
export interface ImportedStep {
  /** When. */
  readonly at: Instant
  /** Who; null for whoever imports. */
  readonly actor: Actor | null
  /** A message; null where the step is a change. */
  readonly message: {
    /** What sort of party wrote it. */
    readonly author: MessageAddedData['author']
    /** Whether the requester sees it. */
    readonly visibility: MessageAddedData['visibility']
    /** How it came or went; null for the ticket's channel. */
    readonly channel: string | null
    /** Whether a machine sent it unasked. */
    readonly automatic: boolean
    /** Its text. */
    readonly body: string
  } | null
  /** A change; null where the step is a message. */
  readonly change: ObservedChange | null
}

/** Events of one commit: with their messages and the ticket they stay within what a store takes. */
const eventsPerPart = 100

/**
 * What taking over a whole ticket means, in as many parts as it takes to stay within the limits of a commit; each part is to be
 * committed after the one before it, under a key of its own. Deterministic: the same ticket gives the same parts.
 *
 * Messages are recorded as they were and move nothing: what they led to stands among the changes. Changes that the workflow would have refused are recorded as deviations and applied.
 *
 * @param imported - The ticket; not mutated.
 * @param policies - What the desk decides by.
 * @param context - Who imports, and the present.
 * @returns At least one part; `ticket/unknown-workflow`, or the lifecycle's refusal of a status or value that does not exist.
 */
export function planImport(
  imported: ImportedTicket,
  policies: Policies,
  context: { readonly actor: Actor; readonly recordedAt: Instant },
): Result<readonly Plan[], PlanRejection> {
  const wrong = malformed({
    imported: [imported, 'open', 'commandId'],
    policies: [policies, ...rules],
    context: [context, 'actor', 'recordedAt'],
  })
  if (wrong !== null) return err(wrong)
  const { number, requesterId, workflow: name, personal, ...open } = imported.open
  const workflow = name === null ? policies.defaultWorkflow : policies.workflows.get(name)
  if (workflow === undefined) return err(unknownWorkflow(name ?? ''))
  const ticketId: TicketId = deriveId('tkt', imported.commandId)
  const opened = decideObserved(
    workflow,
    null,
    { ...open, type: 'open', ticketId, number, requesterId, message: null, personalFields: Object.keys(personal ?? {}) },
    { actor: context.actor, now: imported.openedAt },
  )
  if (opened.isErr()) return err(opened.error)
  const happened: TicketEvent[] = []
  const bodies = new Map<string, string>()
  let ticket: Ticket | null = null
  const add = (events: readonly TicketEvent[]): void => {
    for (const event of events) {
      happened.push(event)
      ticket = evolveTicket(ticket, event)
    }
  }
  add(opened.value)
  const inOrder = imported.steps.map((step, index) => ({ ...step, index })).sort((a, b) => a.at - b.at || a.index - b.index)
  for (const step of inOrder) {
    const by = { actor: step.actor ?? context.actor, now: step.at }
    if (step.change !== null) {
      const changed = decideObserved(workflow, ticket, step.change, by)
      if (changed.isErr()) return err(changed.error)
      add(changed.value)
    }
    if (step.message !== null && ticket !== null) {
      const messageId = numbered(imported.commandId, step.index)
      bodies.set(messageId, step.message.body)
      add([messageAdded(ticket, messageId, step.message, by)])
    }
  }
  const { recordedAt } = context
  const split = parts(imported, happened, { workflow, bodies, ticketId, recordedAt }).map((part) =>
    withFieldIndex(part, policies),
  )
  const by = { actor: actorRef(context.actor), recordedAt, cause: imported.commandId }
  return ok(partsWithClocks(split, ticketId, policies.sla, by))
}

function numbered(commandId: CommandId, index: number): MessageId {
  const id = parseId('msg', `${deriveId('msg', commandId)}.${index}`)
  if (id.isErr()) throw new TypeError('the token of an imported ticket leaves no room for its messages')
  return id.value
}

function messageAdded(
  ticket: Ticket,
  messageId: MessageId,
  message: NonNullable<ImportedStep['message']>,
  by: { readonly actor: Actor; readonly now: Instant },
): TicketEvent {
  const { author, visibility, automatic } = message
  const direction = visibility === 'internal' ? 'internal' : author === 'requester' ? 'inbound' : 'outbound'
  const channel = message.channel ?? ticket.channel
  const at = laterInstant(by.now, ticket.updatedAt)
  const data = {
    messageId,
    direction,
    visibility,
    author,
    automatic,
    teamId: ticket.teamId,
    authorTeamId: null,
    channel,
  } as const
  return { type: 'message-added', at, actor: actorRef(by.actor), data }
}

function parts(
  imported: ImportedTicket,
  happened: readonly TicketEvent[],
  shared: Pick<Parameters<typeof ticketChange>[0], 'workflow' | 'bodies' | 'recordedAt'> & { readonly ticketId: TicketId },
): readonly Plan[] {
  const plans: Plan[] = []
  let before: Ticket | null = null
  for (let from = 0; from < happened.length; from += eventsPerPart) {
    const slice = happened.slice(from, from + eventsPerPart)
    const change = ticketChange({ ...shared, docVersion: plans.length, before, happened: slice, cause: imported.commandId })
    if (change === null) throw new TypeError('an imported history began without an opening')
    const content = before === null ? contentOf(imported, shared.ticketId) : []
    const { events, work, ticket } = change
    plans.push({ writes: [...change.writes, ...content], events, work, expect: [], explanations: [], ticket, customer: null })
    before = ticket
  }
  return plans
}

function contentOf({ subject, open }: ImportedTicket, ticketId: TicketId): readonly Write[] {
  const above = subject === null ? [] : [writeTicketContent({ ticketId, subject })]
  return [...above, ...writePersonalFields(ticketId, open.personal)]
}
