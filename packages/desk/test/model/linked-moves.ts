import type { ManualClock } from '@caseload/core/testing'
import type { ActingDesk, Desk } from '@caseload/desk'
import { linkRelations } from '@caseload/lifecycle'
import fc from 'fast-check'
import type { ResultAsync } from 'neverthrow'

/** A command to some of the tickets there are, as small numbers, so that it can be drawn, printed and shrunk. */
export interface Move {
  /** Which command. */
  readonly what: (typeof moveNames)[number]
  /** Which ticket, among those there are. */
  readonly one: number
  /** Which other. */
  readonly other: number
  /** Whatever else there is to choose. */
  readonly pick: number
}

/** Whom moves are made by, on what. */
export interface World {
  /** An agent. */
  readonly ada: ActingDesk
  /** Another agent, who is asked for approval. */
  readonly bob: ActingDesk
  /** The application, which relays. */
  readonly system: ActingDesk
  /** The whole desk. */
  readonly desk: Desk
  /** The present. */
  readonly clock: ManualClock
  /** Tickets so far, those made by splits and follow-ups included. */
  readonly ids: string[]
}

const hour = 3_600_000

/** Name of everything a model does with tickets. */
export const moveNames = [
  'open',
  'reply',
  'receive',
  'note',
  'assign',
  'resolve',
  'close',
  'cancel',
  'reopen',
  'mark-spam',
  'link',
  'unlink',
  'merge',
  'unmerge',
  'split',
  'start-checklist',
  'complete-step',
  'skip-step',
  'request-approval',
  'approve',
  'decline',
  'timers',
  'wait',
] as const

/** One move: links, merges and what ends and returns come up more often than the rest. */
export const move: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(
    fc.constantFrom(...moveNames),
    fc.constantFrom(...(['link', 'merge', 'unmerge', 'split', 'close', 'resolve', 'reopen', 'receive', 'cancel'] as const)),
  ),
  one: fc.nat(7),
  other: fc.nat(7),
  pick: fc.nat(30),
})

/** Makes a move; what is refused is as good as what is granted. */
export async function make(world: World, { what, one, other, pick }: Move): Promise<void> {
  const { ada, bob, system, desk, clock, ids } = world
  const id = ids[one % ids.length] ?? ''
  const otherId = ids[other % ids.length] ?? ''
  const relation = linkRelations[pick % linkRelations.length] ?? 'related'
  const step = { checklistId: `c${pick % 2}`, stepId: `s${other % 2}` }
  const answered = async (answer: ResultAsync<{ readonly ticket: { readonly id: unknown } }, unknown>): Promise<void> => {
    const done = await answer
    if (done.isOk() && typeof done.value.ticket.id === 'string' && !ids.includes(done.value.ticket.id))
      ids.push(done.value.ticket.id)
  }
  switch (what) {
    case 'open':
      return ids.length > 12
        ? undefined
        : answered(
            ada.openTicket({
              ...{ from: { email: pick === 0 ? 'mia@example.com' : 'eve@example.com' }, channel: 'email', kind: 'incident' },
              ...(pick % 2 === 0 ? { body: 'first' } : {}),
            }),
          )
    case 'reply':
      return answered(ada.reply(id, { body: 'reply' }))
    case 'receive':
      return answered(system.receiveReply(id, { body: 'message', automatic: pick === 0 }))
    case 'note':
      return answered(ada.note(id, { body: 'note' }))
    case 'assign':
      return answered(ada.assign(id, { assigneeId: 'agt_ada' }))
    case 'resolve':
      return answered(ada.resolve(id, { code: 'fixed', incidents: pick % 2 === 0 ? 'resolve' : 'leave' }))
    case 'close':
      return answered(ada.close(id))
    case 'cancel':
      return answered(ada.cancel(id, { outcome: pick % 3 === 0 ? 'duplicate' : 'cancelled' }))
    case 'reopen':
      return answered(ada.reopen(id))
    case 'mark-spam':
      return answered(ada.markSpam(id))
    case 'link':
      return answered(ada.link(id, { relation, otherId }))
    case 'unlink':
      return answered(ada.unlink(id, { relation, otherId }))
    case 'merge':
      return answered(ada.mergeInto(id, { survivorId: otherId }))
    case 'unmerge':
      return answered(ada.unmerge(id))
    case 'split': {
      const read = await ada.conversation(id)
      const messages = read.isOk() ? read.value.messages.filter(({ ticketId }) => String(ticketId) === id) : []
      const messageIds = messages.filter((_, index) => (index + pick) % 3 === 0).map((message) => message.id)
      return messageIds.length === 0 || ids.length > 16 ? undefined : answered(ada.split(id, { messageIds }))
    }
    case 'start-checklist': {
      const steps = [0, 1].map((index) => ({ id: `s${index}`, required: (pick + index) % 2 === 0, title: 'step' }))
      return answered(ada.startChecklist(id, { checklistId: step.checklistId, steps }))
    }
    case 'complete-step':
      return answered(ada.completeStep(id, step))
    case 'skip-step':
      return answered(ada.skipStep(id, { ...step, reason: 'not needed' }))
    case 'request-approval':
      return answered(
        ada.requestApproval(id, {
          approvalId: `a${pick % 2}`,
          about: 'quote',
          approver: pick % 3 === 0 ? { kind: 'requester' } : { kind: 'agent', id: 'agt_bob' },
        }),
      )
    case 'approve':
      return answered((pick % 2 === 0 ? bob : system).approve(id, { approvalId: `a${other % 2}` }))
    case 'decline':
      return answered((pick % 2 === 0 ? bob : system).decline(id, { approvalId: `a${other % 2}` }))
    case 'timers':
      await desk.runDueTimers()
      return
    case 'wait':
      clock.advance(pick === 30 ? 700 * hour : pick * 10 * hour)
  }
}
