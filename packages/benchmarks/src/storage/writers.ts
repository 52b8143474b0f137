import { instant, orThrow, parseTenantId, type TenantId } from '@caseload/core'
import type { Commit, Store } from '@caseload/storage'
import { hasPostgres, postgresScratch } from './postgres-server.ts'
import { openStore, scratchDatabases } from './scratch-databases.ts'

const everyMs = 1500

/** Commits a second of so many writers at once, each with tickets of its own, in one tenant and over a hundred. */
export async function writers(): Promise<undefined> {
  console.log('writers: commits/s (document, 2 keys, event, timer), each writer one after another')
  console.log('  store                                1 writer   8 writers  32 writers')
  const databases = await scratchDatabases()
  for (const tenants of [1, 100]) {
    const store = await openStore(databases.fresh(), 'full')
    await line(`SQLite, synchronous=full, ${tenants} tenant(s)`, store, tenants)
    await store.close()
  }
  databases.dispose()
  if (hasPostgres()) {
    for (const tenants of [1, 100]) {
      const scratch = postgresScratch(32)
      await line(`PostgreSQL, 32 connections, ${tenants} tenant(s)`, await scratch.fresh(), tenants)
      await scratch.dispose()
    }
  } else console.log('  PostgreSQL left out: CASELOAD_TEST_POSTGRES_URL is not set')
  console.log('')
}

async function line(name: string, store: Store, tenants: number): Promise<void> {
  const rates: string[] = []
  for (const count of [1, 8, 32]) rates.push(String(Math.round(await rate(store, count, tenants))).padStart(10))
  console.log(`  ${name.padEnd(36)}${rates.join('  ')}`)
}

async function rate(store: Store, count: number, tenants: number): Promise<number> {
  const began = performance.now()
  const end = began + everyMs
  let done = 0
  const write = async (writer: number): Promise<void> => {
    for (let number = 0; performance.now() < end; number += 1) {
      const tenant = tenantOf((writer * 37 + number) % tenants)
      orThrow(await store.commit(tenant, commitOf(`w${count}-${writer}-${number}`)))
      done += 1
    }
  }
  await Promise.all(Array.from({ length: count }, (_, writer) => write(writer)))
  return (done * 1000) / (performance.now() - began)
}

function tenantOf(number: number): TenantId {
  return orThrow(parseTenantId(`t${number}`))
}

function commitOf(name: string): Commit {
  const at = instant(1_772_438_400_000)
  const id = `tkt_${name}`
  return {
    key: `cmd_${name}`,
    writes: [
      {
        op: 'put',
        ref: { kind: 'ticket', id },
        version: 0,
        doc: { id, subject: 'x'.repeat(80), tags: ['vip'] },
        fields: { category: 'open', priority: 2, assigneeId: 'agt_1', teamId: 'team_1', updatedAt: at },
        keys: [
          { name: 'number', value: name },
          { name: 'tag', value: 'vip' },
        ],
      },
    ],
    events: [
      {
        stream: id,
        version: 1,
        type: 'ticket-opened',
        schema: 1,
        at,
        recordedAt: at,
        actor: 'agent:agt_1',
        cause: null,
        data: { kind: 'incident' },
      },
    ],
    work: [{ op: 'schedule', queue: 'auto-close', id, dueAt: at, payload: {} }],
  }
}
