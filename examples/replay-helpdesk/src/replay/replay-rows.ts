import { type Actor, type AgentId, type Instant, orThrow, parseId, type TeamId, type TicketId } from '@caseload/core'
import type { HistoryChange } from '@caseload/desk'
import type { Attributes, Outcome } from '@caseload/lifecycle'
import type { LogParty, LogRow } from '../log/log-row.ts'
import { type Pseudonyms, pseudonyms } from './pseudonyms.ts'
import { type CaseState, rowChanges, type StatusOf } from './row-changes.ts'

/** One row of the log as the desk is told of it. */
export interface ReplayRow {
  /** Line of the file. */
  readonly line: number
  /** Ticket the row is about. */
  readonly ticketId: TicketId
  /** When it happened. */
  readonly at: Instant
  /** Who did it. */
  readonly actor: Actor
  /** What the log says, in its own words. */
  readonly activity: {
    /** Name of the activity. */
    readonly code: string
    /** Group, resource and whatever else the mapping keeps of a row. */
    readonly attributes: Attributes
  }
  /** What the case is like after the row. */
  readonly state: CaseState
  /** How it ended, where it did. */
  readonly outcome: Outcome | null
  /** Whether this is the first row of its case. */
  readonly opens: boolean
  /** What changed; empty for the first row. */
  readonly changes: readonly HistoryChange[]
}

/**
 * Makes the function that turns the rows of a log, given in order, into what the desk is told. It remembers what each case was like, and who is who; it
 * never asks the desk. Running it over rows that are stored already brings it to where the desk is.
 */
export function replayRows(categoryOf: StatusOf): (row: LogRow) => ReplayRow {
  const cases = new Map<string, CaseState>()
  const people = pseudonyms()
  const names = pseudonyms()
  return (row) => {
    const before = cases.get(row.caseToken) ?? null
    const actor = actorOf(row.actor, people)
    const state = stateAfter(before, row, actor, people)
    cases.set(row.caseToken, state)
    const outcome = row.activity.outcome ?? null
    return {
      line: row.line,
      ticketId: ticketId(row.caseToken),
      at: row.at,
      actor,
      activity: { code: row.code, attributes: activityAttributes(row, names) },
      state,
      outcome,
      opens: before === null,
      changes: before === null ? [] : rowChanges(before, state, outcome, categoryOf),
    }
  }
}

function stateAfter(before: CaseState | null, row: LogRow, actor: Actor, people: Pseudonyms): CaseState {
  const teamId = row.teamToken === null ? (before?.teamId ?? null) : team(row.teamToken)
  // Whoever had the ticket lets go of it when it goes to another team.
  const holder = before === null || before.teamId !== teamId ? null : before.assigneeId
  return {
    status: row.activity.status,
    teamId,
    assigneeId: assigneeAfter(holder, row, actor, people),
    level: row.level,
    priority: row.priority ?? before?.priority ?? null,
    impact: row.impact ?? before?.impact ?? null,
    topic: row.topic ?? before?.topic ?? null,
    attributes: before === null ? row.ofTicket : merged(before.attributes, row.ofTicket),
  }
}

function assigneeAfter(holder: AgentId | null, row: LogRow, actor: Actor, people: Pseudonyms): AgentId | null {
  if (row.assignee !== 'unsaid') return row.assignee === null || row.assignee.system !== null ? null : agent(row.assignee, people)
  if (row.activity.assignee === 'nobody') return null
  return row.activity.assignee === 'actor' && actor.kind === 'agent' ? orThrow(parseId('agt', actor.id)) : holder
}

function merged(before: Attributes, now: Attributes): Attributes {
  return Object.entries(now).every(([name, value]) => before[name] === value) ? before : { ...before, ...now }
}

function actorOf(party: LogParty | null, people: Pseudonyms): Actor {
  if (party === null) return { kind: 'system', id: 'log' }
  return party.system === null ? { kind: 'agent', id: agent(party, people) } : { kind: 'system', id: party.system }
}

function activityAttributes(row: LogRow, names: Pseudonyms): Attributes {
  // A name is not a person, but logs count names; so the row keeps a number for the name beside the person's id.
  const resource =
    row.actor === null ? {} : { resource: row.actor.system ?? `name-${String(names.of(row.actor.name)).padStart(4, '0')}` }
  const group = row.team === null ? {} : { group: row.team }
  return { ...row.ofActivity, ...group, ...resource }
}

function agent(party: LogParty, people: Pseudonyms): AgentId {
  return orThrow(parseId('agt', `agt_${String(people.of(party.key)).padStart(4, '0')}`))
}

function team(token: string): TeamId {
  return orThrow(parseId('team', `team_${token}`))
}

function ticketId(token: string): TicketId {
  return orThrow(parseId('tkt', `tkt_${token}`))
}
