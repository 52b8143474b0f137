import type { SlaSignal } from '@caseload/sla'

const hour = 3_600_000
const monday = Date.UTC(2026, 2, 2, 7)

/** A week of one ticket: twenty signals with questions, replies, pauses, a change of priority and a reopening. */
export const signals: readonly SlaSignal[] = [
  { type: 'started', at: monday, teamId: 'tier1' },
  { type: 'owner-changed', at: monday + hour, owner: 'agent' },
  { type: 'category-changed', at: monday + hour, category: 'open' },
  { type: 'message', at: monday + 2 * hour, from: 'agent' },
  { type: 'category-changed', at: monday + 2 * hour, category: 'pending' },
  { type: 'message', at: monday + 20 * hour, from: 'requester' },
  { type: 'category-changed', at: monday + 20 * hour, category: 'open' },
  { type: 'facts-changed', at: monday + 22 * hour, facts: { priority: 'high' } },
  { type: 'message', at: monday + 24 * hour, from: 'agent' },
  { type: 'team-changed', at: monday + 25 * hour, teamId: 'tier2' },
  { type: 'category-changed', at: monday + 25 * hour, category: 'on-hold' },
  { type: 'category-changed', at: monday + 49 * hour, category: 'open' },
  { type: 'message', at: monday + 50 * hour, from: 'agent' },
  { type: 'category-changed', at: monday + 50 * hour, category: 'pending' },
  { type: 'message', at: monday + 70 * hour, from: 'requester' },
  { type: 'category-changed', at: monday + 70 * hour, category: 'open' },
  { type: 'category-changed', at: monday + 74 * hour, category: 'resolved' },
  { type: 'category-changed', at: monday + 75 * hour, category: 'open' },
  { type: 'message', at: monday + 76 * hour, from: 'requester' },
  { type: 'message', at: monday + 77 * hour, from: 'agent' },
]

/** When it is looked at. */
export const now = monday + 78 * hour
