// Relays what happens at a desk to an HTTP endpoint until it is told to stop. Run as many as you like: they share the tenants.
//   --db FILE (default: desk.db)  --url URL  --source URI (default: https://desk.example.com)  the secret in WEBHOOK_SECRET (whsec_…; several parted by blanks)
import { parseArgs } from 'node:util'
import { orThrow } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { relay } from './relay.ts'

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: 'desk.db' },
    url: { type: 'string', default: 'http://127.0.0.1:8080/' },
    source: { type: 'string', default: 'https://desk.example.com' },
  },
})
const secrets = (process.env['WEBHOOK_SECRET'] ?? '').split(' ').filter((secret) => secret !== '')
if (secrets.length === 0) throw new Error('WEBHOOK_SECRET is not set')
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const desk = orThrow(await createDesk({ storage: sqliteStorage(values.db), policies: standardPolicies }))
const report = await desk.follow('webhook', relay({ url: values.url, secrets, source: values.source }), {
  signal: stop.signal,
  batch: 20,
  leaseMs: 2000,
  longestPauseMs: 3000,
  observe: (observation) => console.log(JSON.stringify(observation)),
})
console.log(report.isOk() ? JSON.stringify(report.value) : `${report.error.kind}: ${report.error.message}`)
await desk.close()
process.exitCode = report.isOk() ? 0 : 1
