import { type Actor, type Instant, orThrow, parseId } from '@caseload/core'
import {
  type AllowedCommand,
  allowedCommands,
  decideTicket,
  isDone,
  linkedBy,
  type MissingData,
  type Ticket,
  type TicketCommand,
  ticketCommandTypes,
  type Workflow,
} from '@caseload/lifecycle'
import { missingFor } from '../catalogue/data-missing.ts'
import { makesFollowUp } from '../linked/plan-follow-up.ts'
import { isWordless } from '../linked/wordless.ts'
import type { Policies } from '../policies/policies.ts'
import { missingSeenBy, type UnseenMissing } from './missing-seen-by.ts'
import { fieldsSeen } from './seen-by.ts'
import { ticketResource } from './ticket-resource.ts'

/** Something somebody could do with a ticket now, and what stands in its way. */
export interface AllowedAtDesk extends AllowedCommand {
  /** Whether it makes a new ticket that follows this one up, since this one can no longer come back: `to` is then empty. */
  readonly followUp: boolean
  /** What has to be known of the ticket before it is granted for any of `to`: what the catalogue asks for, and fields of the desk's own that are required. Where commands for different statuses need different things, they stand apart. */
  readonly missing: readonly MissingData[]
  /** That something else has to be known which the actor may not see, and who may; null where nothing is. */
  readonly missingUnseen: UnseenMissing | null
}

type Mover = Exclude<TicketCommand, { readonly type: 'open' }>

/** Commands that can come too late, and then make a follow-up. */
const returning: readonly Mover[] = [
  { type: 'receive-reply', messageId: orThrow(parseId('msg', 'msg_any')) },
  { type: 'reopen' },
  { type: 'reject-resolution' },
]

/**
 * What somebody could do with a ticket at a desk: what its workflow grants, as far as they have a right to it; what it refuses and the desk makes a follow-up of; and what the desk still has to know before it is resolved or closed.
 *
 * @param ticket - The ticket, which they may read.
 * @param workflow - Its workflow.
 * @param policies - The rules.
 * @param actor - Who asks.
 * @param now - The present.
 * @returns In the order of `ticketCommandTypes`.
 */
export function allowedTo(
  ticket: Ticket,
  workflow: Workflow,
  policies: Policies,
  actor: Actor,
  now: Instant,
): readonly AllowedAtDesk[] {
  const { access } = policies
  const resource = ticketResource(ticket)
  const granted = allowedCommands(workflow, ticket, actor, now)
  const followUps = followUpsOf(ticket, workflow, actor, now).filter((type) => granted.every(({ command }) => command !== type))
  const { hidden } = fieldsSeen('ticket', { access, actor, purpose: null })
  return [
    ...granted.flatMap((command): readonly AllowedAtDesk[] =>
      byMissing(command, ticket, workflow, policies).map(({ missing, ...each }) => {
        const told = missingSeenBy(missing, hidden, policies, actor)
        return { ...each, followUp: false, missing: told.missing, missingUnseen: told.unseen }
      }),
    ),
    ...followUps.map((command) => ({ command, to: [], needs: [], followUp: true, missing: [], missingUnseen: null })),
  ]
    .filter(({ command }) => access.may(actor, `ticket/${command}`, resource).allowed)
    .sort((a, b) => ticketCommandTypes.indexOf(a.command) - ticketCommandTypes.indexOf(b.command))
}

function followUpsOf(ticket: Ticket, workflow: Workflow, actor: Actor, now: Instant): readonly Mover['type'][] {
  if (!isDone(ticket.category) || ticket.mergedInto !== null) return []
  const followed = linkedBy(ticket, 'followed-up-by').length > 0
  return returning.flatMap((command) => {
    if (followed && isWordless(command)) return []
    const decided = decideTicket(workflow, ticket, command, { actor, now })
    const refused = decided.isErr() ? decided.error : null
    return makesFollowUp({ ticket, workflow }, { command }, now, refused) ? [command.type] : []
  })
}

/** A command with what is missing for it, once for each set of statuses that miss the same. */
function byMissing(
  command: AllowedCommand,
  ticket: Ticket,
  workflow: Workflow,
  policies: Policies,
): readonly (AllowedCommand & { readonly missing: readonly MissingData[] })[] {
  const groups = new Map<string, AllowedCommand & { readonly to: string[]; readonly missing: readonly MissingData[] }>()
  for (const status of command.to) {
    const { category } = workflow.statuses.get(status) ?? ticket
    const ending = status !== ticket.status && isDone(category) && endsSolved(command, ticket)
    const all = ending ? missingFor({ ...ticket, category }, policies) : []
    // A code comes along with the command itself.
    const brings = command.command !== 'close' && all.some(({ field }) => field === 'resolutionCode')
    const missing = brings ? all.filter(({ field }) => field !== 'resolutionCode') : all
    const needs = brings ? [...new Set([...command.needs, 'resolutionCode'])] : command.needs
    const key = JSON.stringify([needs, missing.map(({ field }) => field)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { ...command, needs, to: [status], missing })
    else group.to.push(status)
  }
  return groups.size === 0 ? [{ ...command, missing: [] }] : [...groups.values()]
}

function endsSolved({ command }: AllowedCommand, { outcome }: Ticket): boolean {
  if (command === 'resolve') return true
  return (command === 'close' || command === 'change-status') && (outcome ?? 'solved') === 'solved'
}
