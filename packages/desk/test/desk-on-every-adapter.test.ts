import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { openContactIntake, standardPolicies } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { describe, expect, it } from 'vitest'
import { countEvents, type DeskPlace, deskPlaces, projection } from './desk-places.ts'
import { fixture, hours } from './fixture.ts'

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
  const lines: string[] = []
  for await (const line of desk.tenant('acme').exportLines()) lines.push(line)
  await contacts.close()
  await desk.close()
  rmSync(folder, { recursive: true, force: true })
  return lines
}

describe('a desk', () => {
  it('leaves the same behind on every adapter, to the last byte', async () => {
    const seen = new Map<string, readonly string[]>()
    for (const { name, open } of deskPlaces) {
      const place = await open()
      seen.set(name, await morning(place))
      await place.dispose()
    }
    const expected = seen.get('memory') ?? []
    expect(expected.length).toBeGreaterThan(50)
    for (const [name, lines] of seen) expect(lines, name).toEqual(expected)
  })
})
