import {
  decideTicket,
  type LinkObstacle,
  type LinkTicket,
  mirrorOf,
  refuse,
  type TicketEvent,
  type UnlinkTicket,
} from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { LoadedTicket } from '../plans/loaded-ticket.ts'
import type { Plan, PlanContext } from '../plans/plan.ts'
import type { PlanRejection } from '../plans/plan-rejections.ts'
import type { Policies } from '../policies/policies.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'
import { ancestorsOf, mostGenerations } from './further-reads.ts'
import { otherTicket } from './other-ticket.ts'
import { type PendingChanges, withEvents } from './pending-changes.ts'

/** Pending changes with what they rest on. */
export interface LinkedChanges {
  /** What happens to which tickets. */
  readonly changes: PendingChanges
  /** Documents that were read and are not written. */
  readonly expect: Plan['expect']
}

/** What linking or unlinking two tickets means for both: neither ever holds half a link. */
export function planLink(
  loaded: Loaded,
  one: LoadedTicket,
  command: LinkTicket | UnlinkTicket,
  policies: Policies,
  context: PlanContext,
): Result<LinkedChanges, PlanRejection> {
  const by = { actor: context.actor, now: context.at }
  const refused = (reason: LinkObstacle): Result<LinkedChanges, PlanRejection> =>
    err(
      refuse(
        { kind: 'ticket/link-refused', otherId: command.otherId, reason },
        one.workflow,
        one.ticket,
        command.type,
        context.actor,
        context.at,
      ),
    )
  if (command.otherId === one.ticket.id)
    return command.type === 'link' ? refused('itself') : ok({ changes: new Map(), expect: [] })
  const found = otherTicket(loaded, command.otherId, command.type, policies, context)
  if (found.isErr()) return err(found.error)
  const other = found.value
  const relation = mirrorOf(command.relation)
  const closed = ({ ticket }: LoadedTicket): boolean => ticket.category === 'closed'
  const here = decideTicket(
    one.workflow,
    one.ticket,
    command.type === 'link' ? { ...command, otherIsClosed: closed(other) } : command,
    by,
  )
  if (here.isErr()) return err(here.error)
  const there = decideTicket(
    other.workflow,
    other.ticket,
    command.type === 'link'
      ? { type: 'link', relation, otherId: one.ticket.id, otherIsClosed: closed(one) }
      : { type: 'unlink', relation, otherId: one.ticket.id },
    by,
  )
  if (there.isErr()) return err(there.error)
  const elders = here.value.length === 0 ? [] : eldersOf(loaded, one, command)
  if (elders.includes(childOf(one, command))) return refused('cycle')
  if (elders.length > mostGenerations) return refused('too-deep')
  const expect = elders
    .filter((id) => id !== one.ticket.id && id !== command.otherId)
    .flatMap((id) => {
      const doc = loadedDocument(loaded, { kind: 'ticket', id })
      return doc === null ? [] : [{ ref: doc.ref, version: doc.version }]
    })
  return ok({ changes: both(one, here.value, other, there.value), expect })
}

/** The parent-to-be and everything above it; nothing where the link makes no family. */
function eldersOf(loaded: Loaded, { ticket }: LoadedTicket, command: LinkTicket | UnlinkTicket): readonly string[] {
  if (command.type === 'unlink') return []
  if (command.relation === 'child-of') return ancestorsOf(loaded, command.otherId)
  return command.relation === 'parent-of' ? ancestorsOf(loaded, ticket.id) : []
}

function childOf({ ticket }: LoadedTicket, { relation, otherId }: LinkTicket | UnlinkTicket): string {
  return relation === 'child-of' ? ticket.id : otherId
}

/** What happens to two tickets, the one the command is about first. */
export function both(
  one: LoadedTicket,
  here: readonly TicketEvent[],
  other: LoadedTicket,
  there: readonly TicketEvent[],
): PendingChanges {
  const base = ({ doc, ticket, workflow }: LoadedTicket) => ({ docVersion: doc.version, before: ticket, workflow })
  return withEvents(withEvents(new Map(), one.ticket.id, base(one), here), other.ticket.id, base(other), there)
}
