import { type Calendar, compileCalendar } from '@caseload/calendar'
import { instant } from '@caseload/core'
import { vectorCalendar } from '../business-time/business-time-file.ts'
import { conventionsOf } from '../business-time/conventions.ts'
import { vectorDocument } from '../business-time/vector-document.ts'
import type { Run } from '../outcome.ts'
import { comparable } from '../read-instant.ts'
import { clockOfRole, type RoleClock } from './clock-of-role.ts'
import { fieldValue, type Viewed } from './field-values.ts'
import { clockRoles, type Role } from './names.ts'
import { isRecord, partOf, readStep, type Step } from './read-step.ts'
import { type Semantics, semanticsOf } from './semantics.ts'
import type { StoryGoals, StorySla } from './sla-of-step.ts'
import { type Story, type StoryTicket, tell } from './story.ts'
import { type TimelineFile, timelineVector } from './timeline-file.ts'

const tolerate = [
  'calendar/overlap',
  'calendar/empty',
  'calendar/closed-year',
  'calendar/never-applies',
  'calendar/openings-collide',
  'calendar/break-outside-hours',
] as const

/** Runs the stories of a file: each `expect` is answered by the clocks of the story so far. */
export function runTicketTimeline(file: TimelineFile): (vector: unknown) => Run {
  const said = { conventions: file.conventions, fields: file.fields, steps: file['steps'] }
  return (given) => {
    const parsed = timelineVector.safeParse(given)
    if (!parsed.success) return { unsupported: `not of its schema: ${parsed.error.issues[0]?.path.join('.')}` }
    const own = parsed.data['conventions']
    const semantics = semanticsOf(file.name, own === undefined ? said : [said, own])
    const story: Story = {
      calendars: new Map(Object.entries(file.calendars ?? {})),
      slas: new Map(),
      tickets: new Map(),
      now: instant(0),
    }
    const answers: Answer[] = []
    for (const raw of parsed.data.steps) {
      const step = readStep(raw)
      if (step === null) return { unsupported: `a step that does not say what is done: ${Object.keys(raw).join(', ')}` }
      if (!/^(expect|assert|then|check)/.test(step.kind)) {
        const unknown = tell(story, step, semantics)
        if (unknown !== null) return { unsupported: unknown }
        continue
      }
      const found = answersOf(story, step, semantics, file)
      if ('unsupported' in found) return found
      answers.push(...found.map(({ field, ...answer }) => ({ field: `${step.kind} ${answers.length + 1}: ${field}`, ...answer })))
    }
    return answers.length === 0 ? { unsupported: 'expects nothing' } : shown(answers)
  }
}

/** One field of one expectation. */
interface Answer {
  readonly field: string
  readonly expected: unknown
  readonly actual: unknown
}

type Answers = readonly Answer[] | { readonly unsupported: string }

/** The fields that differ, or all of them where none does. */
function shown(answers: readonly Answer[]): Run {
  const differing = answers.filter(({ expected, actual }) => JSON.stringify(expected) !== JSON.stringify(actual))
  const told = differing.length === 0 ? answers : differing
  return {
    expected: Object.fromEntries(told.map(({ field, expected }) => [field, expected])),
    actual: Object.fromEntries(told.map(({ field, actual }) => [field, actual])),
  }
}

function answersOf(story: Story, step: Step, semantics: Semantics, file: TimelineFile): Answers {
  if (typeof step.at === 'string') tell(story, { kind: 'settime', body: { at: step.at }, at: step.at }, semantics)
  const listed = partOf(step.body, /^(fields|values|expected)$/)
  const fields = isRecord(listed) ? listed : withoutTime(step.body)
  const name = partOf(step.body, /^(ticket|ticketid|key)$/)
  const ticket = story.tickets.get(String(name)) ?? [...story.tickets.values()].at(-1)
  if (ticket === undefined) return { unsupported: 'expects something before any ticket' }
  const viewed = viewOf(story, ticket, semantics, file)
  if (typeof viewed === 'string') return { unsupported: viewed }
  const answers: Answer[] = []
  for (const [field, wanted] of Object.entries(fields)) {
    const answer = fieldValue(field, viewed, wanted)
    if ('unsupported' in answer) return answer
    answers.push({ field, expected: wantedValue(field, wanted), actual: answer.value })
  }
  return answers
}

function wantedValue(field: string, wanted: unknown): unknown {
  if (typeof wanted !== 'string') return wanted
  return /state/i.test(field) ? wanted.toLowerCase() : comparable(wanted.replace(' UTC', 'Z'))
}

function viewOf(story: Story, ticket: StoryTicket, semantics: Semantics, file: TimelineFile): Viewed | string {
  const matching = [...story.slas.values()].filter((sla) => matches(sla, ticket)).sort(byName(file.name))
  const named = ticket.facts.get('sla')
  const [sla = null, ...further] = named === undefined ? matching : matching.filter(({ name }) => name === named)
  // Desks that have an agreement for each clock give a ticket one of each.
  const all = sla === null ? [] : Object.keys(sla.goals).length > 1 ? [sla] : [sla, ...further]
  const goals: StoryGoals = Object.assign({}, ...all.toReversed().map((one) => ({ ...one.goals, ...priorityGoals(one, ticket) })))
  const clocks = new Map<Role, RoleClock>()
  let first: Calendar | null = null
  for (const role of clockRoles) {
    const goal = goals[role]
    if (goal === undefined) continue
    if (role === 'first' && semantics.updateReplacesFirst && goals.update !== undefined) continue
    const owner = all.find((one) => one.goals[role] !== undefined || priorityGoals(one, ticket)[role] !== undefined) ?? sla
    const calendar = owner === null ? null : calendarOf(owner.calendar, story, file)
    if (typeof calendar === 'string') return calendar
    first ??= calendar
    const clock = clockOfRole(role, ticket, goal, owner?.warnings[role] ?? null, calendar, semantics)
    if (typeof clock === 'string') return clock
    clocks.set(role, clock)
  }
  return { ticket, sla, goals, clocks, calendar: first, semantics, now: story.now }
}

function priorityGoals({ byPriority }: StorySla, { facts }: StoryTicket): StoryGoals {
  const priority = facts.get('priority')
  return priority === undefined ? {} : (byPriority[priority] ?? {})
}

function matches({ condition }: StorySla, { facts }: StoryTicket): boolean {
  return condition.every(({ fact, values, not }) => {
    const value = facts.get(fact)?.toLowerCase()
    const found = value !== undefined && values.some((one) => one === value || value.split(' ')[0] === one)
    return found !== not
  })
}

function byName(file: string): (a: StorySla, b: StorySla) => number {
  return /zammad/i.test(file) ? (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : () => 0
}

function calendarOf(named: unknown, story: Story, file: TimelineFile): Calendar | null | string {
  const only = story.calendars.size === 1 ? [...story.calendars.values()][0] : undefined
  const given = isRecord(named)
    ? named
    : named === null || named === undefined
      ? only
      : (story.calendars.get(String(named)) ?? undefined)
  if (given === undefined) return named === null || named === undefined ? null : `no calendar ${String(named)}`
  if (isRecord(given) && (given['alwaysOpen'] === true || given['twentyFourSeven'] === true)) return null
  const parsed = vectorCalendar.safeParse(isRecord(given) ? { timeZone: 'UTC', ...given, ...weeklyOf(given) } : given)
  if (!parsed.success) return `a calendar that cannot be read: ${parsed.error.issues[0]?.path.join('.')}`
  return compileCalendar(vectorDocument(parsed.data, conventionsOf(file.name, file.conventions)), { tolerate }).match<
    Calendar | string
  >(
    (calendar) => calendar,
    (issues) => issues.map(({ message }) => message).join('; '),
  )
}

/** Hours by weekday, also as desks have them that can switch a day off. */
function weeklyOf(given: Readonly<Record<string, unknown>>): {
  readonly weekly?: unknown
  readonly timeZone?: unknown
  readonly holidays?: unknown
} {
  const week = partOf(given, /^(weekly|businesshours|hours|week)$/)
  const zone = partOf(given, /^(timezone|zone)$/)
  const weekly = isRecord(week)
    ? Object.fromEntries(
        Object.entries(week).map(([day, hours]) => [
          day,
          isRecord(hours) ? (hours['active'] === false ? [] : hours['timeframes']) : hours,
        ]),
      )
    : undefined
  const listed = partOf(given, /^(public)?holidays$/)
  const holidays = isRecord(listed)
    ? Object.entries(listed).flatMap(([day, one]) => (isRecord(one) && one['active'] === false ? [] : [day]))
    : listed
  return {
    ...(holidays === undefined ? {} : { holidays }),
    ...(weekly === undefined ? {} : { weekly }),
    ...(zone === undefined ? {} : { timeZone: zone }),
  }
}

function withoutTime(body: Step['body']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(body).filter(([key]) => !/^(at|time|when|now|ticket|note|comment|name|sourceRef)$/.test(key)),
  )
}
