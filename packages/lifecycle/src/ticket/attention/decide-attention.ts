import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { AttentionCommand, Snooze, Unwatch, Watch } from './attention-commands.ts'
import type { TicketWoken } from './attention-events.ts'

type Decision = Result<readonly TicketEvent[], Denial>

/** Most that can watch a ticket. */
const most = 100

/** What a command about who looks at a ticket, and when, leads to. */
export function decideAttention(situation: Situation, command: AttentionCommand): Decision {
  switch (command.type) {
    case 'watch':
    case 'unwatch':
      return watching(situation, command)
    case 'snooze':
      return snooze(situation, command)
    case 'wake':
      return ok(woken(situation, 'wake'))
  }
}

/** That a ticket came back from being put aside; nothing where it was not. */
export function woken(situation: Situation, cause: TicketWoken['data']['cause']): readonly TicketEvent[] {
  return situation.ticket.snoozedUntil === null ? [] : [happened(situation, 'ticket-woken', { cause })]
}

function watching({ ticket, ...situation }: Situation, { type, watcherId }: Watch | Unwatch): Decision {
  const { actor } = situation
  if (actor.kind === 'requester' && actor.id !== watcherId)
    return err({ kind: 'ticket/invalid-command', path: 'watcherId', expected: 'the requester who asks' })
  const watches = ticket.watchers.includes(watcherId)
  if (type === 'unwatch') return ok(watches ? [happened(situation, 'watcher-removed', { watcherId })] : [])
  if (watches) return ok([])
  if (ticket.watchers.length >= most) return err({ kind: 'ticket/too-many-watchers', most })
  return ok([happened(situation, 'watcher-added', { watcherId })])
}

function snooze(situation: Situation, { until }: Snooze): Decision {
  const { snoozedUntil: previousUntil } = situation.ticket
  if (until === previousUntil) return ok([])
  if (until <= situation.at && situation.enforced)
    return err({ kind: 'ticket/invalid-command', path: 'until', expected: 'an instant in the future' })
  return ok([happened(situation, 'ticket-snoozed', { until, previousUntil })])
}
