import { type Reading, readSaid, saidTexts } from '../conventions/read-said.ts'
import type { PlainUnit } from './amounts.ts'
import { clockRoles, type Role } from './names.ts'

/** How a help desk reckons, as far as clocks leave it to policy. */
export interface Semantics {
  /** Unit of goals that are bare numbers. */
  readonly goalUnit: PlainUnit
  /** Unit of measured times whose name does not say. */
  readonly measuredUnit: PlainUnit
  /** Clocks that stand still in pausing states. */
  readonly pausedRoles: readonly Role[]
  /** States in which they do, by their names. */
  readonly pausingStates: readonly string[]
  /** Pauses are cut to whole minutes. */
  readonly pausesInMinutes: boolean
  /** What is shown for the deadline of a clock that has its result. */
  readonly fulfilledDeadline: 'cleared' | 'kept'
  /** What is shown for the deadline of a clock that stands still: nothing, the one it had, or where it would be if it went on now. */
  readonly pausedDeadline: 'cleared' | 'kept' | 'moves'
  /** What is added to a deadline that moves while it is paused, so that it is not missed before it is looked at again. */
  readonly pausedExtraMinutes: number
  /** Whether no deadline is the nearest one while the ticket is in a pausing state. */
  readonly pausedClearsNearest: boolean
  /** Whether a closed ticket shows no deadlines, whatever its clocks say. */
  readonly closedClears: boolean
  /** What the update clock counts from: the customer's first unanswered message, or anybody's last one. */
  readonly updateFrom: 'unanswered-customer' | 'last-contact' | 'last-agent-reply'
  /** Whether the update clock begins with the ticket. */
  readonly updateFromStart: boolean
  /** What counts as the first response. */
  readonly respondedBy: 'agent-message' | 'state-change'
  /** The clock that counts until the first response is the update clock: it replaces the first response where both have a goal. */
  readonly updateReplacesFirst: boolean
  /** What an update took: the longest exchange, or all the time from the beginning to the last contact. */
  readonly updateMeasured: 'longest-exchange' | 'since-start'
  /** Whether a goal that ends with a working day does so before pauses move it. */
  readonly endOfDayOnce: boolean
  /** Whether agents' notes count as responses. */
  readonly notesCount: boolean
  /** Where an internal clock starts. */
  readonly internalFrom: 'start' | 'assignment'
}

const paused = /paus|suspend|pending|hold|wait/i

const readings: readonly Reading<Semantics>[] = [
  [/unit|goal|target|time/i, /\bin seconds\b/i, { goalUnit: 'seconds' }],
  [/unit|goal|target|time/i, /\bin minutes\b|working minutes/i, { goalUnit: 'minutes' }],
  [
    paused,
    /(cut|truncat|floor|whole) ?(to )?(whole )?minutes?|minutes? (only|precision)|seconds are (cut|dropped|ignored)/i,
    { pausesInMinutes: true },
  ],
  [
    paused,
    /(resolution|solution|resolve|time to resolve) only|only (the )?(resolution|solution|time to resolve)|does not (move|affect|push|change) (the )?(first|response|time to own|tto)/i,
    { pausedRoles: ['resolve', 'olaResolve'] },
  ],
  [paused, /(all|every|each) (clocks?|deadlines?|targets?)|first[- ]response (deadline )?too/i, { pausedRoles: clockRoles }],
  [paused, /deadlines? (is|are) (null|cleared|empty|removed|unset)|no deadlines?/i, { pausedDeadline: 'cleared' }],
  [paused, /(keeps?|stays?|unchanged) (until|while|till)|(is|are) kept/i, { pausedDeadline: 'kept' }],
  [paused, /pushed|moves? (on|forward|with)|recomputed (at|with) (the )?(now|present)/i, { pausedDeadline: 'moves' }],
  [
    /fulfil|respon|answered|after|met/i,
    /(deadline|escalationat|it) (is|becomes?|are) (null|cleared|removed)|clears/i,
    { fulfilledDeadline: 'cleared' },
  ],
  [
    /fulfil|respon|answered|after|met/i,
    /(deadline|escalationat|it) (is|are|stays?) (kept|unchanged)|keeps? (its|the) deadline/i,
    { fulfilledDeadline: 'kept' },
  ],
  [/update/i, /(last|latest|any) contact|whoever|either side/i, { updateFrom: 'last-contact' }],
  [/update/i, /unanswered|customer('s)? (message|contact|article)/i, { updateFrom: 'unanswered-customer' }],
  [/update/i, /replaces? (the )?first|instead of (the )?first response|overrules/i, { updateReplacesFirst: true }],
  [/first.?respon|respon/i, /(status|state) (change|leaves|moves|changes)/i, { respondedBy: 'state-change' }],
  [/first.?respon|respon/i, /notes? counts?|internal (notes?|articles?) counts?/i, { notesCount: true }],
  [/ola|internal/i, /assign/i, { internalFrom: 'assignment' }],
]

const unsaid: Semantics = {
  goalUnit: 'minutes',
  measuredUnit: 'seconds',
  pausedRoles: clockRoles,
  pausingStates: [],
  pausesInMinutes: false,
  fulfilledDeadline: 'cleared',
  pausedDeadline: 'cleared',
  pausedExtraMinutes: 0,
  pausedClearsNearest: false,
  closedClears: true,
  updateFrom: 'unanswered-customer',
  updateFromStart: false,
  respondedBy: 'agent-message',
  updateReplacesFirst: false,
  updateMeasured: 'longest-exchange',
  endOfDayOnce: false,
  notesCount: false,
  internalFrom: 'start',
}

/** What help desks are known to do, by a word of the file's name; a file's own words come first. */
const sources: readonly (readonly [RegExp, Partial<Semantics>])[] = [
  [
    /zammad.*2017|2017.*zammad/,
    {
      fulfilledDeadline: 'kept',
      pausedDeadline: 'moves',
      pausedClearsNearest: true,
      pausesInMinutes: true,
      pausingStates: ['closed', 'merged', 'removed'],
      updateFrom: 'last-contact',
      updateFromStart: true,
      updateMeasured: 'since-start',
      closedClears: false,
    },
  ],
  [/zammad/, { pausesInMinutes: true, pausedClearsNearest: true, pausingStates: ['closed', 'merged', 'removed'] }],
  [/otobo|znuny|otrs/, { pausedDeadline: 'moves', pausedExtraMinutes: 4 }],
  [
    /frappe/,
    {
      goalUnit: 'seconds',
      fulfilledDeadline: 'kept',
      pausedDeadline: 'kept',
      closedClears: false,
      pausedRoles: ['resolve'],
      respondedBy: 'state-change',
    },
  ],
  [
    /glpi/,
    {
      fulfilledDeadline: 'kept',
      pausedDeadline: 'kept',
      closedClears: false,
      pausedRoles: ['resolve', 'olaResolve'],
      internalFrom: 'assignment',
      endOfDayOnce: true,
    },
  ],
  [/itop/, { goalUnit: 'seconds', fulfilledDeadline: 'kept', closedClears: false }],
  [/libredesk/, { fulfilledDeadline: 'kept', closedClears: false, pausedRoles: [] }],
  [/chatwoot/, { goalUnit: 'seconds', fulfilledDeadline: 'kept', closedClears: false, pausedRoles: [] }],
  [/^rt\b|request-tracker/, { fulfilledDeadline: 'kept' }],
]

const usuallyPausing = [
  'pending',
  'pending reminder',
  'pending close',
  'pending auto close+',
  'pending auto close-',
  'on hold',
  'on-hold',
  'hold',
  'waiting',
  'paused',
  'suspended',
  'stalled',
  'replied',
  'snoozed',
]

/** Reads the semantics of a file from its words and its source. */
export function semanticsOf(name: string, said: unknown): Semantics {
  const source = sources.find(([words]) => words.test(name.toLowerCase()))?.[1] ?? {}
  const known: Semantics = { ...unsaid, ...source, ...readSaid(readings, said) }
  return { ...known, pausingStates: [...usuallyPausing, ...statesSaid(said), ...known.pausingStates] }
}

/** States named in quotes or in a list by a text about pausing. */
function statesSaid(said: unknown): readonly string[] {
  return saidTexts(said).flatMap(({ key, text }) => {
    if (!paused.test(key) || !/states?|status(es)?|pending|hold|wait/i.test(`${key} ${text}`)) return []
    const quoted = [...text.matchAll(/['"`]([^'"`]+)['"`]/g)].map(([, state]) => (state ?? '').toLowerCase())
    return quoted.length > 0 ? quoted : /states?$/i.test(key) ? text.toLowerCase().split(/\s*[,;]\s*/) : []
  })
}
