import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactQueue, type QueuedContact } from './contact-queue.ts'

interface Numbered extends QueuedContact {
  readonly number: number
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    customerKeys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 }),
    urgent: fc.boolean(),
  }),
  fc.record({ do: fc.constant('take' as const) }),
  fc.record({ do: fc.constant('put-back' as const), which: fc.nat() }),
  fc.record({ do: fc.constant('done' as const), which: fc.nat() }),
)

const shares = (a: Numbered, b: Numbered): boolean => a.customerKeys.some((key) => b.customerKeys.includes(key))

describe('the queue of contacts', () => {
  it('gives out each once, never two of one customer at a time, never a later one first, and urgent ones before others', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = contactQueue<Numbered>()
        const waiting: Numbered[] = []
        const taken: Numbered[] = []
        let number = 0
        for (const action of steps) {
          if (action.do === 'add') {
            const contact = { number, customerKeys: action.customerKeys, urgent: action.urgent }
            number += 1
            waiting.push(contact)
            queue.add(contact)
          } else if (action.do === 'take') {
            const free = waiting.filter(
              (one) => ![...waiting, ...taken].some((other) => other.number < one.number && shares(one, other)),
            )
            const contact = queue.take()
            if (contact === null) {
              expect(free).toEqual([])
              continue
            }
            expect(free).toContain(contact)
            if (!isUrgent(contact, waiting)) expect(free.filter((one) => isUrgent(one, waiting))).toEqual([])
            waiting.splice(waiting.indexOf(contact), 1)
            taken.push(contact)
          } else {
            const contact = taken[action.which % Math.max(1, taken.length)]
            if (contact === undefined) continue
            taken.splice(taken.indexOf(contact), 1)
            if (action.do === 'done') queue.done(contact)
            else {
              waiting.push(contact)
              queue.putBack(contact)
            }
          }
          expect(queue.counts().waiting).toBe(waiting.length)
        }
        for (const contact of taken) queue.done(contact)
        const rest: Numbered[] = []
        for (let contact = queue.take(); contact !== null; contact = queue.take()) {
          rest.push(contact)
          queue.done(contact)
        }
        expect(rest.length).toBe(waiting.length)
        expect(queue.counts()).toEqual({ waiting: 0, urgent: 0 })
      }),
    )
  })
})

/** Urgent itself, or in the way of one that is, by way of however many others. */
function isUrgent(contact: Numbered, all: readonly Numbered[]): boolean {
  if (contact.urgent) return true
  return all.some((other) => other.number > contact.number && shares(contact, other) && isUrgent(other, all))
}
