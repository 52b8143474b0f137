// A desk that takes contacts over HTTP: 202 once a contact is safe, 503 with Retry-After where there is no room, and tickets as fast as the store allows.
//   --folder FOLDER (default: .)  --port PORT (default: 8080)  --limit N contacts that may wait (default: 100,000)
// Where a file `store-is-down` lies in the folder, the store answers as a database does that cannot be reached.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { orThrow } from '@caseload/core'
import { type ContactToAccept, createDesk, openContactIntake, standardPolicies } from '@caseload/desk'
import { fileSpool } from '@caseload/desk/file-spool'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { interruptible } from './interruptible.ts'

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.' },
    port: { type: 'string', default: '8080' },
    limit: { type: 'string', default: '100000' },
  },
})
const down = join(values.folder, 'store-is-down')
const contacts = orThrow(
  await openContactIntake({
    spool: fileSpool(join(values.folder, 'spool')),
    policies: standardPolicies,
    limit: Number(values.limit),
  }),
)
const storage = interruptible(sqliteStorage(join(values.folder, 'desk.db')), () => existsSync(down))
const desk = orThrow(await createDesk({ storage, policies: standardPolicies, contacts }))
const web = desk.tenant('acme').as({ kind: 'system', id: 'web' })

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', async () => {
    if (request.method === 'GET') return void response.end(JSON.stringify(contacts.backlog()))
    const contact: ContactToAccept = JSON.parse(Buffer.concat(parts).toString('utf8'))
    const accepted = await web.acceptContact(contact)
    if (accepted.isOk()) return void response.writeHead(202).end(JSON.stringify(accepted.value))
    const { kind, message } = accepted.error
    if (accepted.error.kind !== 'desk/overloaded') return void response.writeHead(400).end(JSON.stringify({ kind, message }))
    const seconds = Math.ceil(accepted.error.retryAfterMs / 1000)
    response.writeHead(503, { 'retry-after': String(seconds) }).end(JSON.stringify({ kind, message }))
  })
})
server.listen(Number(values.port), '127.0.0.1', () => console.log('listening'))

const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())
const drained = await desk.drainContacts({ signal: stop.signal, observe: (seen) => console.error(JSON.stringify(seen)) })
server.closeAllConnections()
server.close()
await contacts.close()
await desk.close()
process.exitCode = drained.isOk() ? 0 : 1
