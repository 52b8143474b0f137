import type { Hidden } from '@caseload/access'
import { eventSight, type Telling } from './event-sight.ts'
import { ownFieldOf } from './own-field-of.ts'
import { type HideableTicketField, isHideableTicketField } from './ticket-sight.ts'

/** What is hidden, by the field it is hidden in, as rules name it. */
export type HiddenFields = ReadonlyMap<string, Hidden>

/** What is hidden from somebody, sorted by where it would stand. */
export interface HiddenParts {
  /** Fields of a ticket that are hidden. */
  readonly ofTicket: { readonly [Name in HideableTicketField]?: Hidden }
  /** Values of the desk's own fields that are hidden one by one, by their own names. */
  readonly ownFields: Readonly<Record<string, Hidden>>
  /** Whether there is any. */
  readonly hidesOwnFields: boolean
  /** Whether anything of a ticket is hidden, its own fields included. */
  readonly hidesOfTicket: boolean
  /** What is hidden among the particulars of events, by type; a type with nothing to hide is not there. */
  readonly ofEvents: ReadonlyMap<string, readonly (readonly [string, Hidden])[]>
  /** Names of what is hidden in the accounts of events, by message key; a key with nothing to hide is not there. */
  readonly ofAccounts: ReadonlyMap<string, readonly string[]>
}

const known = new WeakMap<HiddenFields, HiddenParts>()

/** The same for the same map: every answer asks, and those who hold the same roles share one. */
export function hiddenParts(hidden: HiddenFields): HiddenParts {
  const before = known.get(hidden)
  if (before !== undefined) return before
  const parts = partsOf(hidden)
  known.set(hidden, parts)
  return parts
}

function partsOf(hidden: HiddenFields): HiddenParts {
  const ofTicket: { [Name in HideableTicketField]?: Hidden } = {}
  const own: [string, Hidden][] = []
  for (const [field, mark] of hidden) {
    const name = ownFieldOf(field)
    if (name !== null) own.push([name, mark])
    else if (isHideableTicketField(field)) ofTicket[field] = mark
  }
  const ofEvents = new Map<string, readonly (readonly [string, Hidden])[]>()
  const ofAccounts = new Map<string, readonly string[]>()
  for (const [type, sight] of Object.entries(eventSight)) {
    const marks = Object.entries<Telling>(sight).flatMap(([name, telling]) => marksOn(name, telling, hidden))
    if (marks.length === 0) continue
    ofEvents.set(type, marks)
    ofAccounts.set(`planner/${type}`, [...new Set(marks.map(([name]) => name))])
  }
  const hidesOwnFields = own.length > 0
  const hidesOfTicket = hidesOwnFields || Object.keys(ofTicket).length > 0
  return { ofTicket, ownFields: Object.fromEntries(own), hidesOwnFields, hidesOfTicket, ofEvents, ofAccounts }
}

function marksOn(name: string, telling: Telling, hidden: HiddenFields): readonly (readonly [string, Hidden])[] {
  if (telling === 'always') return []
  return telling.flatMap((field) => {
    const mark = hidden.get(field)
    return mark === undefined ? [] : [[name, mark] as const]
  })
}
