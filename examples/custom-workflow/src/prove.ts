import { deepStrictEqual } from 'node:assert/strict'
import { orThrow } from '@caseload/core'
import { openShop, shopRules } from './shop.ts'
import { tellStory } from './story.ts'

// The document is sound, and says what it means.
deepStrictEqual(shopRules().warnings, [])

const shop = await openShop()
const { lines, ticketId } = await tellStory(shop)
deepStrictEqual(
  lines.map(({ came, status }) => [came.join(' '), status]),
  [
    ['customer-created ticket-opened', 'intake'],
    ['ticket-assigned ticket-status-changed', 'diagnosis'],
    ['ticket/guard-failed', 'diagnosis'],
    ['problem-confirmed', 'diagnosis'],
    ['ticket-classified', 'diagnosis'],
    ['message-added ticket-status-changed', 'quote'],
    ['approval-requested', 'quote'],
    ['ticket/guard-failed', 'quote'],
    ['ticket-reminded', 'quote'],
    ['ticket/not-the-approver', 'quote'],
    ['approval-granted', 'quote'],
    ['ticket-status-changed', 'repair'],
    ['ticket-status-changed', 'parts-on-order'],
    ['promise-made', 'parts-on-order'],
    ['ticket-status-changed', 'repair'],
    ['hand-over-offered', 'repair'],
    ['hand-over-accepted ticket-unassigned ticket-transferred ticket-assigned', 'repair'],
    ['action-recorded work-logged', 'repair'],
    ['promise-kept', 'repair'],
    ['ticket-status-changed solution-told confirmation-asked', 'ready'],
    ['resolution-confirmed ticket-status-changed', 'picked-up'],
    ['ticket-status-changed', 'warranty-check'],
    ['work-logged', 'warranty-check'],
    ['ticket-status-changed confirmation-asked', 'ready'],
    ['ticket/not-told', 'ready'],
    ['message-added solution-told confirmation-asked', 'ready'],
    ['confirmation-reminded silence-taken ticket-status-changed', 'picked-up'],
  ],
)

const ada = shop.desk.tenant('shop').as({ kind: 'agent', id: 'agt_ada' })
const ticket = orThrow(await ada.ticket(ticketId))
deepStrictEqual(
  [ticket?.handleMs, ticket?.reopenCount, ticket?.confirmation, ticket?.resolutionCode, ticket?.attributes],
  [65 * 60_000, 1, 'unanswered', 'loose-cable', { device: 'laptop', quote: 120 }],
)
const { tickets } = orThrow(await ada.findNeglected({ agents: ['agt_ada', 'agt_bob'], teams: ['team_bench', 'team_boards'] }))
deepStrictEqual(tickets, [])
await shop.close()
console.log(`${lines.length} steps of the repair shop came out as told`)
