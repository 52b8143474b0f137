import { compileZone } from '@caseload/calendar'
import type { Instant } from '@caseload/core'
import { readInstant } from '../read-instant.ts'
import { fieldName, type Role } from './names.ts'
import { isRecord, partOf, plainName, type Step } from './read-step.ts'
import type { Semantics } from './semantics.ts'
import { factName, type StorySla, slaOfStep } from './sla-of-step.ts'

/** A ticket as its story has told of it so far. */
export interface StoryTicket {
  /** When it began. */
  readonly createdAt: Instant
  /** Its priority, queue, … by plain name. */
  readonly facts: Map<string, string>
  /** Its states, in order. */
  readonly states: { readonly at: Instant; readonly name: string; readonly past?: boolean }[]
  /** Who got in touch, in order of the story. */
  readonly contacts: { readonly at: Instant; readonly by: 'customer' | 'agent' }[]
  /** Instants that the story set outright, by clock. */
  readonly stops: Map<Role, Instant | null>
  /** When an agent or a team got it. */
  assignedAt: Instant | null
}

/** Everything a story has told so far; grows step by step. */
export interface Story {
  /** Calendars by name. */
  readonly calendars: Map<string, unknown>
  /** SLAs by name. */
  readonly slas: Map<string, StorySla>
  /** Tickets by name. */
  readonly tickets: Map<string, StoryTicket>
  /** The instant reached. */
  now: Instant
}

const ignored = /^(rebuild|recalculate|reload|run|noop|evaluate|poll|login|note|comment)/

/** Tells the next step; says what of it is not understood, null otherwise. */
export function tell(story: Story, step: Step, semantics: Semantics): string | null {
  const { kind, body } = step
  const at = instantOf(step.at) ?? instantOf(partOf(body, /^(createdat|created|date|now|to|until)$/))
  const when = at ?? story.now
  if (at !== null && at > story.now) story.now = at
  if (/^(create|update|change|set)?(calendar|businesshours|schedule)/.test(kind)) {
    story.calendars.set(nameOf(body, 'calendar'), body)
    return null
  }
  if (/^(advance|travel|wait|sleep|moveclock|freeze|settime|clock)/.test(kind)) return passTime(story, step, at)
  if (/^(delete|remove|destroy)(sla|ola|policy)/.test(kind)) {
    story.slas.delete(nameOf(body, 'sla'))
    return null
  }
  if (/^(create|add|update|change)?(sla|ola|slapolicy|policy|queue|agreement|servicelevel\w*|slm)$/.test(kind)) {
    const sla = slaOfStep(step, semantics.goalUnit)
    if (sla === null) return `${kind} has no goal that can be read`
    story.slas.set(sla.name, sla)
    return null
  }
  if (ignored.test(kind)) return null
  const name = nameOf(body, 'ticket', /^(ticket|ticketid|conversation|key)$/)
  if (/^(create|open|new|start)(ticket|conversation|case|issue)?$/.test(kind)) {
    const began = instantOf(partOf(body, /^(createdat|created|date|openedat|servicelevelagreementcreation)$/)) ?? when
    const facts = factsIn(body)
    const states = [{ at: began, name: (facts.get('state') ?? facts.get('status') ?? 'new').toLowerCase() }]
    story.tickets.set(name, { createdAt: began, facts, states, contacts: [], stops: new Map(), assignedAt: null })
    if (began > story.now) story.now = began
    return setFields(story, name, began, body)
  }
  const ticket = story.tickets.get(name) ?? [...story.tickets.values()].at(-1)
  if (ticket === undefined) return `${kind} before any ticket`
  return change(story, ticket, step, when, semantics)
}

function change(
  story: Story,
  ticket: StoryTicket,
  { kind, body }: Step,
  when: Instant,
  { notesCount }: Semantics,
): string | null {
  const state = partOf(body, /^(state|status|to|value|newstate)$/)
  if (/^(change|set|update|move)(state|status)/.test(kind)) {
    if (typeof state !== 'string') return `${kind} names no state`
    ticket.states.push({ at: when, name: state.toLowerCase() })
    return null
  }
  if (/history$/.test(kind)) {
    const entered = partOf(body, /^(to|valueto|state|status)$/)
    if (typeof entered !== 'string') return `${kind} names no state`
    ticket.states.push({ at: when, name: entered.toLowerCase(), past: true })
    return null
  }
  if (/^(close|resolve|solve)/.test(kind)) {
    ticket.states.push({ at: when, name: /^close/.test(kind) ? 'closed' : 'resolved' })
    return null
  }
  if (/^(reopen|resume|unpause)/.test(kind)) {
    ticket.states.push({ at: when, name: 'open' })
    return null
  }
  if (/^(pause|hold|suspend|snooze)/.test(kind)) {
    ticket.states.push({ at: when, name: 'pending' })
    return null
  }
  if (/^merge/.test(kind)) {
    ticket.states.push({ at: when, name: 'merged' })
    return null
  }
  if (/(message|article|reply|comment|note|followup|response)$/.test(kind)) return message(ticket, kind, body, when, notesCount)
  if (/^(assign|takeownership|take|setowner|setteam|setgroup|setagent|own)/.test(kind)) {
    ticket.assignedAt ??= when
    return null
  }
  if (/^(update|set|change)/.test(kind)) {
    const name = [...story.tickets.entries()].find(([, other]) => other === ticket)?.[0] ?? 'ticket'
    const single = /^(?:update|set|change)(priority|sla|type|service|queue|group)$/.exec(kind)?.[1]
    if (single !== undefined) {
      ticket.facts.set(single, String(partOf(body, /^(to|value|priority|sla|type|service|queue|group)$/) ?? ''))
      return null
    }
    return setFields(story, name, when, body)
  }
  return `unknown step ${kind}`
}

function message(ticket: StoryTicket, kind: string, body: Step['body'], when: Instant, notesCount: boolean): string | null {
  const sender = String(
    partOf(body, /^(from|by|sender|sendertype|author|authortype|direction)$/) ??
      (/agent/.test(kind) ? 'agent' : /customer|requester/.test(kind) ? 'customer' : ''),
  ).toLowerCase()
  const by =
    /agent|out|staff|user$|technician/.test(sender) && !/customer/.test(sender)
      ? 'agent'
      : /customer|in(bound|coming)?$|requester|contact|enduser/.test(sender)
        ? 'customer'
        : null
  if (/system|bot|auto/.test(sender)) return null
  if (by === null) return `${kind} does not say who wrote`
  const isPublic = partOf(body, /^(public|ispublic|visible|isvisibleforcustomer)$/)
  const internal = partOf(body, /^(internal|private|isprivate)$/) === true || isPublic === false || isPublic === 0
  const isNote = /note/.test(`${kind} ${String(partOf(body, /^(type|channel|messagetype|articletype)$/) ?? '')}`.toLowerCase())
  if (by === 'agent' && (internal || isNote) && !notesCount) return null
  ticket.contacts.push({ at: when, by })
  return null
}

/** Fields set outright: instants of what happened, the state, and facts. */
function setFields(story: Story, name: string, when: Instant, body: Step['body']): string | null {
  const ticket = story.tickets.get(name)
  if (ticket === undefined) return 'a ticket that was not created'
  for (const [key, value] of Object.entries(body)) {
    const plain = plainName(key)
    const at = instantOf(value)
    const field = fieldName(key)
    if (/^lastcontactcustomer/.test(plain) && at !== null) ticket.contacts.push({ at, by: 'customer' })
    else if (/^lastcontactagent/.test(plain) && at !== null) ticket.contacts.push({ at, by: 'agent' })
    else if (field?.aspect === 'stopped-at' && field.role !== 'any' && (at !== null || value === null))
      ticket.stops.set(field.role, at)
    else if (/^(state|status)$/.test(plain) && typeof value === 'string' && ticket.states.at(-1)?.name !== value.toLowerCase()) {
      ticket.states.push({ at: when, name: value.toLowerCase() })
    } else if (typeof value === 'string' || typeof value === 'number') ticket.facts.set(factName(key), String(value))
    if (at !== null && at > story.now && field?.aspect === 'stopped-at') story.now = at
    if (/^(owner|assignee|agent|team|group)$/.test(plain) && value !== null && value !== '') ticket.assignedAt ??= when
  }
  return null
}

function passTime(story: Story, { body }: Step, at: Instant | null): string | null {
  if (at !== null) return null
  const by = Object.entries(body).find(([key, value]) => typeof value === 'number' && /sec|min|hour|day/.test(plainName(key)))
  if (by === undefined) return 'time passes, but not how much'
  const [key, value] = by
  const unit = /day/.test(key) ? 86_400_000 : /hour/i.test(key) ? 3_600_000 : /min/i.test(key) ? 60_000 : 1000
  const reached = readInstant(new Date(story.now + Number(value) * unit).toISOString(), utc)
  if (reached !== null) story.now = reached
  return null
}

const utc = compileZone('UTC')._unsafeUnwrap()

function instantOf(value: unknown): Instant | null {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}[T ]/.test(value) ? readInstant(value.replace(' UTC', 'Z'), utc) : null
}

function factsIn(body: Step['body']): Map<string, string> {
  const facts = new Map<string, string>()
  for (const [key, value] of Object.entries(body))
    if (typeof value === 'string' || typeof value === 'number') facts.set(factName(key), String(value))
  return facts
}

function nameOf(body: Step['body'], otherwise: string, key = /^(name|id|key)$/): string {
  const name = partOf(body, key)
  return isRecord(name) || name === undefined || name === null ? otherwise : String(name)
}

/** The state a ticket is in; one that only its history tells of, as desks are tested by, is not. */
export function stateOf({ states }: StoryTicket): string {
  return states.findLast(({ past }) => past !== true)?.name ?? 'new'
}
