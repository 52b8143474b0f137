import { type Hidden, isHidden } from '@caseload/access'
import { type Explanation, type ExplanationValue, explanation } from '@caseload/core'
import type { Attributes } from '@caseload/lifecycle'
import type { DeskEvent } from '../plans/plan.ts'
import type { RecordedEvent } from '../policies/policy-versions.ts'
import { eventSight, type HideableParticular } from './event-sight.ts'
import { hiddenParts } from './hidden-parts.ts'
import { type SeenAttributes, seenAttributes } from './seen-attributes.ts'

/** An event as one actor sees it: what it tells of fields that are hidden from them is hidden in it, too. */
export type SeenEvent = RecordedEvent extends infer Event
  ? Event extends RecordedEvent
    ? Omit<Event, 'data'> & {
        /** The particulars. */
        readonly data: {
          readonly [Name in keyof Event['data']]: Name extends HideableParticular<Event['type']>
            ? (Event['data'][Name] extends Attributes ? SeenAttributes : Event['data'][Name]) | Hidden
            : Event['data'][Name]
        }
      }
    : never
  : never

/** What stands in the place of a hidden value in an account for people. */
const inWords = '(hidden)'

/**
 * An event as somebody sees it.
 *
 * @param event - The event, of a history they may read; not mutated.
 * @param hidden - What of the ticket is hidden from them, by field.
 */
export function eventSeenBy(event: RecordedEvent, hidden: ReadonlyMap<string, Hidden>): SeenEvent {
  const marks = hidden.size === 0 ? [] : marksIn(event, hidden)
  if (marks.length === 0) return event
  const seen = { ...event, data: { ...event.data, ...Object.fromEntries(marks) } }
  if (!isSeenEvent(seen)) throw new TypeError('only what can be hidden is hidden')
  return seen
}

type Mark = readonly [string, Hidden | SeenAttributes]

const nothingHidden: readonly Mark[] = []

/** What is hidden in an event, by particular. */
function marksIn({ type, data }: DeskEvent, hidden: ReadonlyMap<string, Hidden>): readonly Mark[] {
  // What a later version of the desk recorded may tell of anything.
  if (!isEventType(type)) return Object.keys(data).map((name): Mark => [name, { hidden: true, reason: 'unknown-event' }])
  const marks: Mark[] = []
  if ('attributes' in data) {
    const attributes = seenAttributes(data.attributes, hidden)
    if (attributes !== data.attributes) marks.push(['attributes', attributes])
  }
  const own = type === 'personal-field-set' ? hidden.get(`attributes.${data.field}`) : undefined
  if (own !== undefined) marks.push(['field', own], ['known', own])
  marks.push(...(hiddenParts(hidden).ofEvents.get(type) ?? nothingHidden))
  return marks
}

/** Whether nothing is hidden in an event but what can be. */
function isSeenEvent(event: { readonly type: DeskEvent['type']; readonly data: object }): event is SeenEvent {
  const sight: Readonly<Record<string, unknown>> = isEventType(event.type) ? eventSight[event.type] : {}
  return Object.entries(event.data).every(([name, value]) => !isHidden(value) || sight[name] !== 'always')
}

/**
 * An account of a decision as somebody may read it: values of fields that are hidden from them, in what happened and in what conditions found, are not told.
 *
 * @param told - The account; not mutated.
 * @param hidden - What of the ticket is hidden from them, by field.
 */
export function explanationSeenBy(told: Explanation, hidden: ReadonlyMap<string, Hidden>): Explanation {
  if (hidden.size === 0) return told
  const { key, params, holds } = told
  const asked = params['field']
  // What a condition found of a field stands below it.
  if (typeof asked === 'string' && isHiddenField(asked, hidden))
    return { key, params: 'actual' in params ? { ...params, actual: inWords } : params, holds, because: [] }
  const marks = marksInWords(key, params, hidden)
  if (marks === noMarks && restsOnNothing(told)) return told
  // What it rests on may be dear to work out, so it is looked at by whoever wants it.
  const because = () => told.because.map((each) => explanationSeenBy(each, hidden))
  return explanation(key, marks === noMarks ? params : { ...params, ...marks }, holds === null ? { because } : { holds, because })
}

/** Whether it is known already that there is nothing below an account: one that is worked out when it is looked at is not looked at for that. */
function restsOnNothing(told: Explanation): boolean {
  const because: unknown = Object.getOwnPropertyDescriptor(told, 'because')?.value
  return Array.isArray(because) && because.length === 0
}

/** Whether a field is hidden, by its own name or with all of the desk's own fields. */
export function isHiddenField(field: string, hidden: ReadonlyMap<string, Hidden>): boolean {
  return hidden.has(field) || (field.startsWith('attributes.') && hidden.has('attributes'))
}

/** Whether a field may be a personal one, of which it is not told whether it has a value. */
function mayBePersonal(field: unknown, hidden: ReadonlyMap<string, Hidden>): boolean {
  return hidden.has('personalFields') && String(field).startsWith('attributes.')
}

const noMarks: Readonly<Record<string, ExplanationValue>> = {}

function marksInWords(
  key: string,
  params: Explanation['params'],
  hidden: ReadonlyMap<string, Hidden>,
): Readonly<Record<string, ExplanationValue>> {
  if (key === 'planner/move-held-back' && Array.isArray(params['missing'])) {
    const told = params['missing'].filter((field) => !isHiddenField(String(field), hidden) && !mayBePersonal(field, hidden))
    return { missing: told.length === params['missing'].length ? told : [...told, inWords] }
  }
  const { field } = params
  if (key === 'planner/personal-field-set' && hidden.has(`attributes.${String(field)}`)) return { field: inWords, known: inWords }
  const names = hiddenParts(hidden).ofAccounts.get(key)
  if (names === undefined) return noMarks
  let marks: Record<string, ExplanationValue> | null = null
  for (const name of names)
    if (name in params) {
      marks ??= {}
      marks[name] = inWords
    }
  return marks ?? noMarks
}

function isEventType(type: string): type is DeskEvent['type'] {
  return Object.hasOwn(eventSight, type)
}
