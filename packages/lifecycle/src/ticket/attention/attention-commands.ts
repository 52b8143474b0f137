import { type Instant, isInstant } from '@caseload/core'
import { anyCategory, people, staff, type TicketCommandRule, unresolved } from '../command-rule.ts'
import { type CommandShapes, isAgentId, isIdOf, need } from '../decide/property-checks.ts'
import type { WatcherId } from './attention-part.ts'

/** Tell somebody of what happens to a ticket. A requester can only name themselves. */
export interface Watch {
  /** Discriminant. */
  readonly type: 'watch'
  /** Whom. */
  readonly watcherId: WatcherId
}

/** Tell somebody no longer. A requester can only name themselves. */
export interface Unwatch {
  /** Discriminant. */
  readonly type: 'unwatch'
  /** Whom. */
  readonly watcherId: WatcherId
}

/** Put a ticket aside until an instant; then, or when the requester writes, it comes back by itself. */
export interface Snooze {
  /** Discriminant. */
  readonly type: 'snooze'
  /** Until when, in the future. */
  readonly until: Instant
}

/** Bring a ticket back that was put aside. */
export interface Wake {
  /** Discriminant. */
  readonly type: 'wake'
}

/** Commands about who looks at a ticket, and when. */
export type AttentionCommand = Watch | Unwatch | Snooze | Wake

/** Every command about who looks at a ticket, and when. */
export const attentionCommandTypes = ['watch', 'unwatch', 'snooze', 'wake'] as const satisfies readonly AttentionCommand['type'][]

/** Who may give them and where they apply. */
export const attentionCommandRules: Readonly<Record<AttentionCommand['type'], TicketCommandRule>> = {
  watch: { actors: ['requester', 'agent', 'system'], from: anyCategory, to: null },
  unwatch: { actors: ['requester', 'agent', 'system'], from: anyCategory, to: null },
  snooze: { actors: people, from: unresolved, to: null },
  wake: { actors: staff, from: unresolved, to: null },
}

const isCustomerId = isIdOf('cus')
const watcherId = need('watcherId', (value) => isAgentId(value) || isCustomerId(value), 'an identity agt_… or cus_…')

/** Their properties. */
export const attentionCommandShapes: CommandShapes<AttentionCommand['type']> = {
  watch: [watcherId],
  unwatch: [watcherId],
  snooze: [need('until', (value) => typeof value === 'number' && isInstant(value), 'an instant')],
  wake: [],
}
