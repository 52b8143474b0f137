import { instant, orThrow, parseTenantId } from '@caseload/core'
import { type Commit, guardStore, type KindSpec, type NewEvent, type Payload } from '@caseload/storage'
import { Pool } from 'pg'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { postgresUrl } from '../test/test-servers.ts'
import { postgresStorage } from './postgres-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const other = orThrow(parseTenantId('other'))
const kinds: readonly KindSpec[] = [{ kind: 'note', fields: {}, keys: { mail: { unique: true } } }]

function noted(id: string, events: boolean): Commit {
  const at = instant(0)
  const event: NewEvent<Payload> = {
    stream: id,
    version: 1,
    type: 'noted',
    schema: 1,
    at,
    recordedAt: at,
    actor: 'system:test',
    cause: null,
    data: {},
  }
  const keys = [{ name: 'mail', value: `${id}@example.com` }]
  return {
    key: id,
    writes: [{ op: 'put', ref: { kind: 'note', id }, version: 0, doc: {}, fields: {}, keys }],
    events: events ? [event] : [],
    work: [{ op: 'schedule', queue: 'q', id, dueAt: 0, payload: null }],
  }
}

if (postgresUrl !== null) {
  const pool = new Pool({ connectionString: postgresUrl })
  const schema = `caseload_test_lock_${process.pid}`

  afterEach(() => pool.query(`drop schema if exists ${schema} cascade`))
  afterAll(() => pool.end())

  async function open() {
    const opened = orThrow(await postgresStorage({ pool, schema }).open({ kinds }))
    return { store: guardStore(opened, { kinds }), admin: opened.admin, close: () => opened.store.close() }
  }

  /** Holds the rows of a table until told otherwise. */
  async function held(table: string) {
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query(`select 1 from ${schema}.${table} for update`)
    return async () => {
      await holder.query('rollback')
      holder.release()
    }
  }

  /** Until so many wait for a lock. */
  async function waiting(count: number) {
    const asked = `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%${schema}%'`
    for (const until = performance.now() + 20_000; performance.now() < until; ) {
      const { rows } = await pool.query<{ n: number }>(asked)
      if ((rows[0]?.n ?? 0) >= count) return
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error('nobody waits')
  }

  describe('given a tenant that somebody else writes for', () => {
    for (const events of [true, false]) {
      it(`is removed with all of a commit or without it, ${events ? 'with' : 'without'} events`, async () => {
        const { store, admin, close } = await open()
        orThrow(await store.commit(acme, noted('n1', true)))
        // Removing has done its documents and waits at the journal.
        const free = await held('journal')
        const dropping = Promise.resolve(admin.dropTenant(acme))
        await waiting(1).catch(async (cause: unknown) => {
          await free()
          throw cause
        })
        const committing = Promise.resolve(store.commit(acme, noted('n2', events)))
        await Promise.race([committing, waiting(2)]).finally(free)
        orThrow(await dropping)
        const committed = (await committing).isOk()
        const [doc] = orThrow(await store.load(acme, [{ kind: 'note', id: 'n2' }]))
        const byKey = orThrow(await store.find(acme, { kind: 'note', key: { name: 'mail', value: 'n2@example.com' }, limit: 1 }))
        const { entries } = orThrow(await store.journal(acme, { after: null, limit: 10 }))
        const work = orThrow(await store.claim({ worker: 'w', queues: ['q'], now: instant(1), limit: 10, leaseMs: 1000 }))
        expect({
          doc: doc !== null,
          key: byKey.items.length,
          entries: entries.map(({ stream }) => stream),
          work: work.length,
        }).toEqual({
          doc: committed,
          key: committed ? 1 : 0,
          entries: committed && events ? ['n2'] : [],
          work: committed ? 1 : 0,
        })
        expect(committed).toBe(true)
        await close()
      })

      it(`takes in nothing beside a commit ${events ? 'with' : 'without'} events`, async () => {
        const { store, admin, close } = await open()
        orThrow(await store.commit(other, noted('n1', true)))
        const lines: string[] = []
        for await (const line of admin.exportTenant(other)) lines.push(line)
        const [imported, committed] = await Promise.all([
          admin.importTenant(acme, lines),
          store.commit(acme, noted('mine', events)),
        ])
        // One comes first: then the other finds something there, or comes after it.
        if (imported.isErr()) expect(imported.error.kind).toMatch(/storage\/(invalid|busy)/)
        orThrow(committed)
        const { items } = orThrow(await store.find(acme, { kind: 'note', limit: 10 }))
        expect(items.map(({ ref }) => ref.id)).toEqual(imported.isOk() ? ['mine', 'n1'] : ['mine'])
        expect(orThrow(await admin.verify(acme)).brokenAt).toBeNull()
        await close()
      })
    }
  })
}
