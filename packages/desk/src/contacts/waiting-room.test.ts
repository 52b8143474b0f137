import { orThrow } from '@caseload/core'
import { type ContactSpool, openContactIntake, standardPolicies } from '@caseload/desk'
import { ResultAsync } from 'neverthrow'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../test/fixture.ts'
import { memorySpool } from '../../test/memory-spool.ts'

/** A spool that writes when it is told to. */
function slowSpool() {
  const { spool, texts } = memorySpool()
  const waiting: (() => void)[] = []
  const write = () => {
    for (const done of waiting.splice(0)) done()
  }
  const slow: ContactSpool = {
    open: () =>
      spool.open().map((open) => ({
        ...open,
        append: (text) =>
          new ResultAsync(
            new Promise((resolve) => {
              waiting.push(() => resolve(open.append(text)))
            }),
          ),
      })),
  }
  return { spool: slow, texts, write }
}

const mailed = { contactId: 'm1', from: { email: 'eve@example.com' }, channel: 'email', kind: 'question', body: 'Hello' }

describe('given a contact that is delivered again while the first delivery is being written', () => {
  async function place() {
    const { clock } = await fixture()
    const { spool, texts, write } = slowSpool()
    const contacts = orThrow(await openContactIntake({ spool, policies: standardPolicies, clock }))
    const { desk } = await fixture({ contacts, clock })
    const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
    const receivedAt = clock.now()
    const first = mail.acceptContact(mailed)
    clock.advance(1)
    return { mail, first, receivedAt, texts, write }
  }

  it('is the same contact, as of when the first came in, and is written once', async () => {
    const { mail, first, receivedAt, texts, write } = await place()
    const second = mail.acceptContact(mailed)
    write()
    expect(orThrow(await first)).toMatchObject({ receivedAt, repeated: false })
    expect(orThrow(await second)).toMatchObject({ receivedAt, repeated: true })
    expect(texts.size).toBe(1)
  })

  it('is another contact where it says something else', async () => {
    const { mail, first, texts, write } = await place()
    const second = mail.acceptContact({ ...mailed, body: 'Hello again' })
    write()
    orThrow(await first)
    expect((await second)._unsafeUnwrapErr()).toMatchObject({ kind: 'desk/contact-id-reused', contactId: 'm1' })
    expect(texts.size).toBe(1)
  })
})
