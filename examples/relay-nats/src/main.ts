// Relays what happens at a desk to NATS JetStream until it is told to stop. Run as many as you like: they share the tenants.
//   --db FILE (default: desk.db)  --nats HOST:PORT (default: 127.0.0.1:4222)  --source URI (default: https://desk.example.com)
import { parseArgs } from 'node:util'
import { orThrow } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { connect } from '@nats-io/transport-node'
import { prepareStream, relay } from './relay.ts'

const { values } = parseArgs({
  options: {
    db: { type: 'string', default: 'desk.db' },
    nats: { type: 'string', default: '127.0.0.1:4222' },
    source: { type: 'string', default: 'https://desk.example.com' },
  },
})
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const connection = await connect({
  servers: values.nats,
  maxReconnectAttempts: -1,
  reconnectTimeWait: 200,
  waitOnFirstConnect: true,
})
const stream = await prepareStream(connection)
const desk = orThrow(await createDesk({ storage: sqliteStorage(values.db), policies: standardPolicies }))
const report = await desk.follow('nats', relay(stream, values.source), {
  signal: stop.signal,
  batch: 20,
  leaseMs: 2000,
  longestPauseMs: 5000,
  observe: (observation) => console.log(JSON.stringify(observation)),
})
console.log(report.isOk() ? JSON.stringify(report.value) : `${report.error.kind}: ${report.error.message}`)
await desk.close()
await connection.close()
process.exitCode = report.isOk() ? 0 : 1
