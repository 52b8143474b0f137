import { join } from 'node:path'
import { orThrow } from '@caseload/core'
import { createDesk, openContactIntake, standardPolicies } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { sqliteStorage } from '@caseload/storage-sqlite'

/**
 * A process that takes contacts in and decides them at the same time, without end, and prints the name of each once it is taken in; with `finish` it decides what waits and prints how many.
 * Where another process has the spool it says so and ends.
 */
const [folder = '', generation = '', task = ''] = process.argv.slice(2)
const opened = await openContactIntake({
  spool: fileSpool({ folder: join(folder, 'spool'), segmentBytes: 4096 }),
  policies: standardPolicies,
})
if (opened.isErr()) {
  console.log(opened.error.kind)
  process.exit(1)
}
const contacts = opened.value
const storage = sqliteStorage({ path: join(folder, 'desk.db'), synchronous: 'normal' })
const desk = orThrow(await createDesk({ storage, policies: standardPolicies, contacts }))
if (task === 'finish') {
  const { decided, repeated, parked } = orThrow(await desk.drainContacts({ until: 'empty' }))
  console.log(JSON.stringify({ decided, repeated, parked, left: contacts.backlog().waiting }))
  await contacts.close()
  await desk.close()
} else {
  const mail = desk.tenant('acme').as({ kind: 'system', id: 'mail' })
  const takeIn = async (customer: string): Promise<void> => {
    for (let number = 1; ; number += 1) {
      const contactId = `${customer}-${generation}-${number}`
      const kind = number % 5 === 0 ? 'incident' : 'question'
      const from = { email: `${customer}@example.com` }
      orThrow(await mail.acceptContact({ contactId, from, channel: 'email', kind, subject: contactId }))
      console.log(contactId)
      await new Promise((resolve) => setTimeout(resolve, 1))
    }
  }
  await Promise.all([desk.drainContacts({ atOnce: 3 }), ...['eve', 'bob', 'kim', 'ann'].map(takeIn)])
}
