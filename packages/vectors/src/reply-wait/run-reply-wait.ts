import { compileSla, type SlaSignal, slaState } from '@caseload/sla'
import { z } from 'zod'
import type { Run } from '../outcome.ts'
import { readInstant } from '../read-instant.ts'
import { isRecord, partOf, plainName } from '../ticket-timeline/read-step.ts'

/** A file of schema `reply-wait/1`: messages, and how long customers waited on average for an agent's next public message. */
export const replyWaitFile = z.looseObject({ name: z.string() })

const vectorShape = z.looseObject({ messages: z.array(z.record(z.string(), z.unknown())) })

const sla = compileSla({
  schema: 1,
  id: 'wait',
  version: 1,
  clocks: {
    wait: {
      starts: [{ on: 'message', from: ['requester'] }],
      stops: [{ on: 'message', from: ['agent'] }],
      recurrence: 'independent',
    },
  },
  policies: [{ id: 'all', targets: { wait: { goal: null } } }],
})._unsafeUnwrap()

/** Runs the conversations of a file: each wait is a cycle of a clock from a first unanswered message to the next reply. */
export function runReplyWait(): (vector: unknown) => Run {
  return (vector) => {
    const parsed = vectorShape.safeParse(vector)
    if (!parsed.success) return { unsupported: 'needs messages' }
    const expectation = Object.entries(parsed.data).find(([key]) => /^expected/.test(key))
    if (expectation === undefined) return { unsupported: 'expects nothing that is known' }
    const signals: SlaSignal[] = []
    for (const message of parsed.data.messages) {
      const signal = signalOf(message)
      if (signal === null) return { unsupported: 'a message without an instant or an author' }
      signals.push(signal)
    }
    const [first] = signals
    if (first === undefined) return { expected: expectation[1], actual: null }
    const clock = slaState(sla, { signals: [{ type: 'started', at: first.at }, ...signals] }, '2200-01-01T00:00Z').clocks['wait']
    const waits = [...(clock?.earlier ?? []), ...(clock?.current == null ? [] : [clock.current])]
      .filter(({ ending }) => ending === 'fulfilled')
      .map(({ elapsedMs }) => elapsedMs)
    return compared(expectation, waits, parsed.data['toleranceSeconds'])
  }
}

function compared([key, expected]: readonly [string, unknown], waits: readonly number[], tolerance: unknown): Run {
  if (waits.length === 0) return { expected, actual: expected === 0 ? 0 : null }
  const unit = /hour/i.test(key) ? 3_600_000 : /min/i.test(key) ? 60_000 : /ms|milli/i.test(key) ? 1 : 1000
  const average = waits.reduce((sum, wait) => sum + wait, 0) / waits.length / unit
  const close =
    typeof expected === 'number' &&
    Math.abs(average - expected) * unit <= (typeof tolerance === 'number' ? tolerance * 1000 : 0.001)
  return { expected, actual: close ? expected : average }
}

function signalOf(message: Readonly<Record<string, unknown>>): SlaSignal | null {
  const at = readInstant(partOf(message, /^(at|createdat|time|date|sentat)$/))
  const who = plainName(String(partOf(message, /^(from|author|by|sender|sendertype|role|direction|type)$/) ?? ''))
  const from = /customer|requester|enduser|incoming|inbound|contact/.test(who)
    ? 'requester'
    : /agent|staff|support|outgoing|outbound/.test(who)
      ? 'agent'
      : /bot|system|auto/.test(who)
        ? 'system'
        : null
  if (at === null || from === null) return null
  const hidden =
    partOf(message, /^(public|ispublic)$/) === false || partOf(message, /^(internal|private|isprivate|note)$/) === true
  return { type: 'message', at, from, public: !hidden && !isRecord(message['note']) }
}
