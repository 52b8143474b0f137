import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow, parseTenantId } from '@caseload/core'
import { type Desk, openContactIntake, standardPolicies } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { describe, expect, it } from 'vitest'
import { countEvents, countInOrder, type DeskPlace, deskPlaces, projection } from './desk-places.ts'
import { fixture, hours } from './fixture.ts'

/** With servers a morning is on each of them, on whatever else the machine has to do. */
const patienceMs = 300_000
const acme = orThrow(parseTenantId('acme'))

/** A morning at a desk with a bit of everything, and everything there is afterwards. */
async function morning({ storage }: DeskPlace): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-desk-'))
  const { clock } = await fixture()
  const contacts = orThrow(await openContactIntake({ spool: fileSpool(folder), policies: standardPolicies, clock }))
  const { desk, ada } = await fixture({ storage, clock, contacts, kinds: [projection] })
  const admin = desk.tenant('acme').as({ kind: 'agent', id: 'agt_root', roles: ['administrator'] })
  const from = { email: 'eve@example.com', phone: '040 123 4567', name: 'Eve é 🖨' }
  const { ticket } = orThrow(
    await ada.openTicket({ from, channel: 'email', kind: 'incident', subject: 'Printer', body: 'Floor 3', tags: ['vip', 'É'] }),
  )
  orThrow(await ada.classify(ticket.id, { topic: 'printer', attributes: { product: 'LX-9' } }))
  orThrow(await ada.assign(ticket.id, { assigneeId: 'agt_ada' }))
  orThrow(await ada.reply(ticket.id, { body: 'On our way.' }))
  const wrong = await ada.close(ticket.id)
  expect(wrong.isErr()).toBe(true)
  clock.advance(hours(1))
  orThrow(await ada.resolve(ticket.id, { code: 'fixed', summary: 'Fuse.' }))
  for (let contact = 0; contact < 7; contact += 1) {
    const email = `u${contact % 3}@example.com`
    orThrow(await ada.acceptContact({ contactId: `m${contact}`, from: { email }, channel: 'email', kind: 'question', body: 'x' }))
  }
  orThrow(await desk.drainContacts({ until: 'empty', atOnce: 1 }))
  clock.advance(hours(24 * 30))
  expect(orThrow(await desk.runDueTimers()).failed).toEqual([])
  orThrow(await desk.follow('counts', countEvents, { until: 'caught-up' }))
  const other = orThrow(
    await ada.openTicket({ from: { email: 'mallory@example.com' }, channel: 'web', kind: 'question', subject: 'forget me' }),
  )
  orThrow(await admin.eraseCustomer(other.ticket.requesterId ?? ''))
  const lists = orThrow(await ada.tickets({ limit: 3 }))
  expect(lists.tickets).toHaveLength(3)
  expect(orThrow(await ada.tickets({ limit: 3, ...(lists.next === null ? {} : { cursor: lists.next }) })).tickets).toHaveLength(3)
  const lines = await linesOf(desk)
  await contacts.close()
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
  return lines
}

async function linesOf(desk: Desk): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of desk.tenant('acme').exportLines()) lines.push(line)
  return lines
}

describe('a desk', () => {
  it(
    'leaves the same behind on every adapter, to the last byte',
    async () => {
      const seen = new Map<string, readonly string[]>()
      for (const { name, open } of deskPlaces) {
        const place = await open()
        seen.set(name, await morning(place))
        await place.dispose()
      }
      const expected = seen.get('memory') ?? []
      expect(expected.length).toBeGreaterThan(50)
      for (const [name, lines] of seen) expect(lines, name).toEqual(expected)
    },
    patienceMs,
  )

  it(
    'moves from any adapter to any other, and goes on there, followers and all',
    async () => {
      const [first] = deskPlaces
      if (first === undefined) throw new Error('no place')
      const start = await first.open()
      let lines = await morning(start)
      await start.dispose()
      const afternoons = new Map<string, readonly string[]>()
      // What is exported is the same everywhere, so each taking in what the one before gave away is every pair.
      for (const { name, open } of [...deskPlaces, first]) {
        const place = await open()
        const { desk, ada } = await fixture({ storage: place.storage, kinds: [projection], idPrefix: 'later-' })
        orThrow(await desk.admin.importTenant(acme, lines))
        const there = await linesOf(desk)
        expect(there, name).toEqual(lines)
        lines = there
        expect(orThrow(await desk.admin.verify(acme)).brokenAt, name).toBeNull()
        const [lag] = orThrow(await desk.lag('counts'))
        const before = orThrow(await desk.tenant('acme').events({ limit: 500 })).events.length
        orThrow(await ada.openTicket({ channel: 'phone', kind: 'question', subject: 'Still there?' }))
        const after = orThrow(await desk.tenant('acme').events({ limit: 500 })).events.length
        const { delivered, failed } = orThrow(await desk.follow('counts', countInOrder, { until: 'caught-up' }))
        expect([delivered, failed], name).toEqual([(lag?.entries ?? 0) + after - before, 0])
        afternoons.set(name, await linesOf(desk))
        await desk.close()
        await place.dispose()
      }
      for (const [name, after] of afternoons) expect(after, name).toEqual(afternoons.get(first.name))
    },
    patienceMs,
  )
})
