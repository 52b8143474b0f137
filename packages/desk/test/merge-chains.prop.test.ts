import { orThrow } from '@caseload/core'
import fc from 'fast-check'
import { it } from 'vitest'
import { fixture } from './fixture.ts'

const from = { email: 'eve@example.com' }
const contact = { channel: 'email', kind: 'incident', from, body: 'still burning' } as const
const count = 5
const merges = fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 8 })

it('lets a contact reach where a ticket goes on, however its merges came about', async () => {
  await fc.assert(
    fc.asyncProperty(merges, async (drawn) => {
      const { ada } = await fixture()
      const made: { id: string; number: number | null }[] = []
      for (let index = 0; index < count; index += 1) {
        const opening = { from, channel: 'email', kind: 'incident', body: `body ${index}` } as const
        made.push(orThrow(await ada.openTicket(opening)).ticket)
      }
      const into = new Map<string, string>()
      for (const [one, other] of drawn) {
        const [id, survivorId] = [made[one]?.id ?? '', made[other]?.id ?? '']
        const merged = await ada.mergeInto(id, { survivorId })
        if (merged.isOk()) into.set(id, survivorId)
      }
      const end = (id: string): string => {
        const next = into.get(id)
        return next === undefined ? id : end(next)
      }
      for (const { id, number } of made)
        for (const refersTo of [{ ticketId: id }, { number: number ?? 0 }]) {
          const { decided, ticket } = orThrow(await ada.receiveContact({ ...contact, refersTo }))
          if (decided?.outcome !== 'append' || ticket?.id !== end(id))
            throw new Error(`to ${id}: ${decided?.outcome} ${ticket?.id}, expected ${end(id)}`)
        }
    }),
    { numRuns: 8 },
  )
})
