import { addMs, type Instant } from '@caseload/core'
import { compileSla, type SlaSignal, slaState } from '@caseload/sla'
import { z } from 'zod'
import { saidTexts } from '../conventions/read-said.ts'
import type { Run } from '../outcome.ts'
import { readInstant } from '../read-instant.ts'
import { roleOf } from '../ticket-timeline/names.ts'
import { isRecord, partOf, plainName } from '../ticket-timeline/read-step.ts'

/** A file of schema `sla-evaluation/1`: snapshots of conversations, and what a poll must find. */
export const slaEvaluationFile = z.looseObject({
  name: z.string(),
  conventions: z.unknown().optional(),
})
type SlaEvaluationFile = z.output<typeof slaEvaluationFile>

type Body = Readonly<Record<string, unknown>>
const clockNames = { first: 'firstReply', next: 'nextReply', resolve: 'resolution' } as const
type Clock = (typeof clockNames)[keyof typeof clockNames]

/** Runs the snapshots of a file: each is a short story of which a poll sees the end. */
export function runSlaEvaluation(file: SlaEvaluationFile): (vector: unknown) => Run {
  const words = saidTexts(file.conventions).map(({ text }) => text)
  const tellsActiveMisses = words.some((text) => /active_with_misses/.test(text))
  return (vector) => {
    if (!isRecord(vector)) return { unsupported: 'not a vector' }
    const conversation = recordIn(vector, /^(conversation|snapshot|ticket)$/) ?? vector
    const policy = recordIn(vector, /^(policy|sla|slapolicy)$/) ?? vector
    const now = readInstant(vector['now'] ?? vector['at'])
    const createdAt = readInstant(partOf(conversation, /^created(at)?$/))
    if (now === null || createdAt === null) return { unsupported: 'needs createdAt and now' }
    const goals = goalsOf(policy)
    if (goals.length === 0) return { unsupported: 'a policy without a goal that can be read' }
    return polled(vector, conversation, goals, createdAt, now, tellsActiveMisses)
  }
}

function polled(
  vector: Body,
  conversation: Body,
  goals: readonly (readonly [Clock, number])[],
  createdAt: Instant,
  now: Instant,
  tellsActiveMisses: boolean,
): Run {
  const targets = Object.fromEntries(goals.map(([clock, seconds]) => [clock, `PT${seconds}S`]))
  const sla = compileSla({ schema: 1, id: 'poll', version: 1, policies: [{ id: 'all', targets }] })
  if (sla.isErr()) return { unsupported: sla.error.map(({ kind }) => kind).join(', ') }
  const resolved = /resolv|solved|clos/i.test(String(partOf(conversation, /^(status|state)$/) ?? ''))
  const { clocks } = slaState(sla.value, { signals: signalsOf(conversation, createdAt) }, addMs(now, 0))
  const missed = goals.flatMap(([clock]) => {
    // A poll that finds a conversation resolved no longer looks at what was due, but for a first reply that came too late.
    if (resolved && clock !== 'firstReply') return []
    return clocks[clock]?.outcome === 'missed' ? [clock] : []
  })
  const previous = wasMissed(conversation) || wasMissed(vector)
  const any = missed.length > 0 || previous
  const status = resolved ? (any ? 'missed' : 'hit') : any ? (tellsActiveMisses ? 'active_with_misses' : 'missed') : 'active'
  const expected: Record<string, unknown> = {}
  const actual: Record<string, unknown> = {}
  const wantedStatus = partOf(vector, /^expected(sla)?status$/) ?? partIn(vector, /^(sla)?status$/)
  const wantedMisses =
    partOf(vector, /^expected(miss(es)?|events|missevents|missed)$/) ?? partIn(vector, /^(miss(es)?|events|missevents|missed)$/)
  if (wantedStatus !== undefined) {
    expected['status'] = wantedStatus
    actual['status'] = wantedStatus === 'active_with_misses' && status === 'missed' && !resolved ? 'active_with_misses' : status
  }
  if (Array.isArray(wantedMisses)) {
    expected['misses'] = wantedMisses.map(missName).sort()
    actual['misses'] = missed.map((clock): string => clock).sort()
  }
  return Object.keys(expected).length === 0 ? { unsupported: 'expects neither a status nor misses' } : { expected, actual }
}

function signalsOf(conversation: Body, createdAt: Instant): readonly SlaSignal[] {
  const repliedAt = readInstant(partOf(conversation, /^(firstreply(createdat|at)?|firstresponseat)$/))
  const waitingSince = readInstant(partOf(conversation, /^waitingsince$/))
  const signals: SlaSignal[] = [{ type: 'started', at: createdAt }]
  if (repliedAt !== null) signals.push({ type: 'message', at: repliedAt, from: 'agent' })
  if (waitingSince !== null && repliedAt !== null) signals.push({ type: 'message', at: waitingSince, from: 'requester' })
  return signals
}

function goalsOf(policy: Body): readonly (readonly [Clock, number])[] {
  return Object.entries(policy).flatMap(([key, value]) => {
    const role = /threshold|time|seconds|goal/i.test(key) ? roleOf(key) : null
    if (typeof value !== 'number' || (role !== 'first' && role !== 'next' && role !== 'resolve')) return []
    return [[clockNames[role], value] as const]
  })
}

function missName(event: unknown): string {
  const name = String(isRecord(event) ? (event['type'] ?? event['eventType'] ?? event['name']) : event)
  const plain = plainName(name)
  const role = /^frt/.test(plain) ? 'first' : /^nrt/.test(plain) ? 'next' : /^rt/.test(plain) ? 'resolve' : roleOf(name)
  return role === 'first' || role === 'next' || role === 'resolve' ? clockNames[role] : name
}

function wasMissed(body: Body): boolean {
  const earlier = partOf(body, /^(previous|earlier|existing|recorded)(misses|events|status)?$/)
  return Array.isArray(earlier) ? earlier.length > 0 : typeof earlier === 'string' && /miss/.test(earlier)
}

function recordIn(vector: Body, key: RegExp): Body | null {
  const value = partOf(vector, key)
  return isRecord(value) ? value : null
}

function partIn(vector: Body, key: RegExp): unknown {
  const expected = recordIn(vector, /^(expected|expect)$/)
  return expected === null ? undefined : partOf(expected, key)
}
