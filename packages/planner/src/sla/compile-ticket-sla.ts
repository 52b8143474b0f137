import { type Calendar, type CalendarDocument, type CalendarIssue, compileCalendar } from '@caseload/calendar'
import type { Fields } from '@caseload/conditions'
import { isId, type Problem } from '@caseload/core'
import { priorities, ticketFields } from '@caseload/lifecycle'
import {
  compileSla,
  type EscalationAction,
  type Sla,
  type SlaDocument,
  type SlaIssue,
  type StepDocument,
  type TargetDocument,
} from '@caseload/sla'

/** One of the calendars cannot be used. */
export interface PolicyCalendarIssue extends Problem<'policies/calendar'> {
  /** Where in the policies, e.g. `calendars.office.week.mon`. */
  readonly path: string
  /** What is wrong. */
  readonly issue: CalendarIssue
}
/** The promises cannot be used. */
export interface PolicySlaIssue extends Problem<'policies/sla'> {
  /** Where in the policies, e.g. `sla[0].policies[1].targets.firstReply`. */
  readonly path: string
  /** What is wrong. */
  readonly issue: SlaIssue
}
/** An escalation asks for something a ticket cannot become: a team that is no `team_…`, or a priority there is not. */
export interface PolicySlaAction extends Problem<'policies/sla-action'> {
  /** Where in the policies, e.g. `sla[0].policies[1].targets.firstReply.steps[0].actions[0]`. */
  readonly path: string
  /** What would have been accepted. */
  readonly expected: string
}
/** Everything that can be wrong with calendars and promises. */
export type TicketSlaIssue = PolicyCalendarIssue | PolicySlaIssue | PolicySlaAction

const given = ['kind', 'channel', 'requesterId', 'priority', 'impact', 'urgency', 'topic', 'level', 'tags'] as const

/**
 * What promises may ask about a ticket without declaring it, beside the desk's own fields as `attributes.` and their name: what a ticket is opened with and can be changed later. A document declares
 * `team`, `category`, `status` or `owner` itself where it wants them.
 */
export const ticketClockFields: Fields = Object.fromEntries(
  given.flatMap((name) => {
    const field = ticketFields[name]
    return field === undefined ? [] : [[name, field]]
  }),
)

/** Compiles the calendars and promises of a desk, which may ask about its own fields; null where it promises nothing. */
export function compileTicketSla(
  calendars: Readonly<Record<string, CalendarDocument>>,
  documents: readonly SlaDocument[],
  attributes: Fields,
  issues: TicketSlaIssue[],
): Sla | null {
  const compiled: Record<string, Calendar> = {}
  for (const [name, document] of Object.entries(calendars)) {
    const calendar = compileCalendar(document)
    if (calendar.isOk()) compiled[name] = calendar.value
    else
      for (const issue of calendar.error) {
        const path = `calendars.${name}${issue.path === '' ? '' : `.${issue.path}`}`
        issues.push({ kind: 'policies/calendar', path, issue, message: `${path}: ${issue.message}` })
      }
  }
  if (documents.length === 0) return null
  for (const [index, document] of documents.entries()) checkActions(document, `sla[${index}]`, issues)
  // Promises on a calendar that cannot be used would only be refused once more for its absence.
  if (Object.keys(compiled).length < Object.keys(calendars).length) return null
  const own = Object.fromEntries(Object.entries(attributes).map(([name, field]) => [`attributes.${name}`, field] as const))
  const withFields = documents.map((document) => ({ ...document, fields: { ...ticketClockFields, ...own, ...document.fields } }))
  const sla = compileSla(withFields, { calendars: compiled })
  if (sla.isOk()) return sla.value
  for (const issue of sla.error) {
    const path = `sla${issue.path}`
    issues.push({ kind: 'policies/sla', path, issue, message: `${path}: ${issue.message}` })
  }
  return null
}

function checkActions({ policies }: SlaDocument, at: string, issues: TicketSlaIssue[]): void {
  for (const [index, { targets }] of policies.entries()) {
    for (const [clock, target] of Object.entries(targets)) {
      if (typeof target !== 'object' || !('goal' in target)) continue
      const path = `${at}.policies[${index}].targets.${clock}`
      checkSteps(target.steps ?? [], path, issues)
      for (const [further, { steps = [] }] of (target satisfies TargetDocument).goals?.entries() ?? [])
        checkSteps(steps, `${path}.goals[${further}]`, issues)
    }
  }
}

function checkSteps(steps: readonly StepDocument[], at: string, issues: TicketSlaIssue[]): void {
  for (const [index, { actions = [] }] of steps.entries()) {
    for (const [place, action] of actions.entries()) {
      const expected = expectedOf(action)
      const path = `${at}.steps[${index}].actions[${place}]`
      if (expected !== null)
        issues.push({ kind: 'policies/sla-action', path, expected, message: `${path}: expected ${expected}` })
    }
  }
}

function expectedOf(action: EscalationAction): string | null {
  if (action.do === 'reassign' && !isId('team', action.team)) return 'a team such as team_1'
  if (action.do === 'change-level' && (action.level < 1 || action.level > 9)) return 'a support line from 1 to 9'
  const known = action.do !== 'raise-priority' || action.to === undefined || priorities.some((one) => one === action.to)
  return known ? null : `one of: ${priorities.join(', ')}`
}
