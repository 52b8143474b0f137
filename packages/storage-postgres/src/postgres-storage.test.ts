import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, instant, orThrow, parseTenantId } from '@caseload/core'
import { type Commit, guardStore, type KindSpec } from '@caseload/storage'
import { runConformance } from '@caseload/storage-conformance'
import { Pool } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postgresPlaces } from '../test/postgres-place.ts'
import { postgresUrl } from '../test/test-servers.ts'
import type { PostgresPool } from './postgres-pool.ts'
import { type PostgresStorageOptions, postgresStorage } from './postgres-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const other = orThrow(parseTenantId('other'))
const kinds: readonly KindSpec[] = [
  {
    kind: 'note',
    fields: { stars: { type: 'int', sortable: true }, author: { type: 'text', nullable: true } },
    keys: { mail: { unique: true } },
    paths: [{ eq: ['author'], sort: ['stars'] }],
  },
]

function noted(id: string, version = 0): Commit {
  const at = instant(version)
  return {
    key: `${id}-${version}`,
    writes: [
      {
        op: 'put',
        ref: { kind: 'note', id },
        version,
        doc: { text: id },
        fields: { stars: version, author: 'ada' },
        keys: [{ name: 'mail', value: `${id}@example.com` }],
      },
    ],
    events: [
      {
        stream: id,
        version: version + 1,
        type: 'noted',
        schema: 1,
        at,
        recordedAt: at,
        actor: 'system:test',
        cause: null,
        data: {},
      },
    ],
    work: [{ op: 'schedule', queue: 'q', id, dueAt: 0, payload: null }],
  }
}

describe('given options that cannot be used', () => {
  it('refuses them before it connects', async () => {
    const pool = new Pool({ port: 1 })
    const wrong: readonly Partial<PostgresStorageOptions>[] = [
      { schema: 'Desk' },
      { schema: 'pg_desk' },
      { schema: 'a"b' },
      { connectTimeoutMs: 0 },
      { statementTimeoutMs: 1.5 },
    ]
    for (const options of wrong) {
      const [name = ''] = Object.keys(options)
      const refused = await postgresStorage({ pool, ...options }).open({ kinds })
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/invalid', path: name })
    }
    await pool.end()
  })
})

if (postgresUrl !== null) {
  const pool = new Pool({ connectionString: postgresUrl, max: 20 })
  const schema = `caseload_test_own_${process.pid}`
  const openWith = async (options: Partial<PostgresStorageOptions> = {}, declared = kinds) => {
    const open = orThrow(await postgresStorage({ pool, schema, ...options }).open({ kinds: declared }))
    return { store: guardStore(open, { kinds: declared }), admin: open.admin }
  }

  beforeEach(() => pool.query(`drop schema if exists ${schema} cascade`))
  afterEach(() => pool.query(`drop schema if exists ${schema} cascade`))
  afterAll(() => pool.end())

  describe('given a schema on a server', () => {
    it('is made by eight installers at once, one of which does the work', async () => {
      const pools = Array.from({ length: 8 }, () => new Pool({ connectionString: postgresUrl ?? '', max: 2 }))
      const opened = await Promise.all(pools.map((each) => postgresStorage({ pool: each, schema }).open({ kinds })))
      expect(opened.map((open) => open.isOk())).toEqual(pools.map(() => true))
      const { rows } = await pool.query(`select id, name from ${schema}.migration`)
      expect(rows).toEqual([{ id: '1', name: 'create-tables' }])
      await Promise.all(pools.map((each) => each.end()))
    })

    it('is waited for where somebody else is at work on it, for longer than a statement may take', async () => {
      await openWith()
      const installer = await pool.connect()
      await installer.query(`begin; update ${schema}.migration_lock set taken = taken + 1`)
      const more = [...kinds, { kind: 'more', fields: {} }]
      const opening = postgresStorage({ pool, schema, statementTimeoutMs: 1000 }).open({ kinds: more })
      await new Promise((resolve) => setTimeout(resolve, 2500))
      await installer.query('commit')
      installer.release()
      expect((await opening).isOk()).toBe(true)
    })

    it('is not stood in the way of by whoever waits for a table that an export holds', async () => {
      const { store } = await openWith()
      orThrow(await store.commit(acme, noted('a')))
      const reader = await pool.connect()
      await reader.query('begin')
      await reader.query(`select * from ${schema}.k_note`)
      const more = kinds.map((spec) => ({ ...spec, fields: { ...spec.fields, more: { type: 'text', nullable: true } as const } }))
      const opening = postgresStorage({ pool, schema, statementTimeoutMs: 60_000 }).open({ kinds: more })
      const waiting = `select 1 from pg_locks where not granted and relation = '${schema}.k_note'::regclass`
      while ((await pool.query(waiting)).rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      orThrow(await store.load(acme, [{ kind: 'note', id: 'a' }]))
      await reader.query('rollback')
      reader.release()
      expect((await opening).isOk()).toBe(true)
    }, 30_000)

    it('is opened where migrations are refused once the published SQL files were carried out by hand, in their order', async () => {
      await pool.query(`create schema ${schema}`)
      const folder = join(import.meta.dirname, '../migrations')
      for (const name of readdirSync(folder).sort())
        await pool.query(readFileSync(join(folder, name), 'utf8').replaceAll('"caseload".', `"${schema}".`))
      const { admin, store } = await openWith({ migrations: 'refuse' }, [])
      expect(orThrow(await admin.migrate('check')).pending).toEqual([])
      await store.close()
    })

    it('shows a role that does not own it the rows of the tenant it names, and none without', async () => {
      const { store } = await openWith()
      orThrow(await store.commit(acme, noted('a')))
      orThrow(await store.commit(other, noted('b')))
      const role = `caseload_reader_${process.pid}`
      const client = await pool.connect()
      await client.query(
        `create role ${role}; grant usage on schema ${schema} to ${role}; grant select on all tables in schema ${schema} to ${role}`,
      )
      try {
        await client.query(`set role ${role}`)
        for (const table of ['k_note', 'journal', 'head', 'receipt', 'work', 'key_unique']) {
          const ids = async () => (await client.query(`select tenant from ${schema}.${table}`)).rows
          expect([table, await ids()]).toEqual([table, []])
          await client.query("select set_config('caseload.tenant', 'acme', false)")
          expect([table, await ids()]).toEqual([table, [{ tenant: 'acme' }]])
          await client.query('reset caseload.tenant')
        }
      } finally {
        await client.query('reset role')
        await client.query(`drop owned by ${role}; drop role ${role}`)
        client.release()
      }
    })

    it('secures the rows of every table that has a tenant, and of no other', async () => {
      const { store } = await openWith()
      await store.close()
      const { rows } = await pool.query(
        `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = $1 and c.relkind = 'r' and c.relrowsecurity
           is distinct from exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant')`,
        [schema],
      )
      expect(rows).toEqual([])
    })

    it('works as that role when it names the tenant in every transaction', async () => {
      await openWith()
      const role = `caseload_writer_${process.pid}`
      await pool.query(
        `create role ${role}; grant usage on schema ${schema} to ${role}; grant select, insert, update, delete on all tables in schema ${schema} to ${role}; grant ${role} to current_user`,
      )
      const asRole = new Pool({ connectionString: postgresUrl ?? '', options: `-c role=${role}` })
      try {
        const { store } = await openWith({ pool: asRole, setTenant: true, migrations: 'refuse' })
        orThrow(await store.commit(acme, noted('a')))
        orThrow(await store.commit(other, noted('a')))
        expect(orThrow(await store.count(acme, { kind: 'note', limit: 1 }))).toEqual([{ group: {}, count: 1 }])
        expect(orThrow(await store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 0 }))).toHaveLength(2)
        const withoutTenant = await openWith({ pool: asRole, migrations: 'refuse' })
        expect((await withoutTenant.store.commit(acme, noted('b'))).isErr()).toBe(true)
      } finally {
        await asRole.end()
        await pool.query(`drop owned by ${role}; drop role ${role}`)
      }
    })

    it('takes a usual commit, also of a document that is there and keeps its look-up values, in one statement', async () => {
      const statements: string[] = []
      const counted = {
        connect: async () => {
          const client = await pool.connect()
          return {
            query: (query: { readonly text: string }) => {
              statements.push(query.text)
              return client.query({ ...query })
            },
            on: (event: 'error', listener: (error: Error) => void) => client.on(event, listener),
            removeListener: (event: 'error', listener: (error: Error) => void) => client.removeListener(event, listener),
            release: (destroy?: boolean) => client.release(destroy),
          }
        },
        on: () => undefined,
        removeListener: () => undefined,
        listenerCount: () => 1,
      }
      const { store } = await openWith({ pool: counted })
      // The first commit of a tenant makes its counter, step by step.
      orThrow(await store.commit(acme, noted('first')))
      for (const version of [0, 1, 2]) {
        statements.length = 0
        orThrow(await store.commit(acme, noted('a', version)))
        expect(statements).toHaveLength(1)
      }
      statements.length = 0
      expect((await store.commit(acme, { ...noted('a', 1), key: 'late' }))._unsafeUnwrapErr().kind).toBe('storage/conflict')
      expect(statements.length).toBeGreaterThan(3)
    })

    it('puts the tenant first in every key, and in every index but the one that work of all tenants is found by', async () => {
      const { store } = await openWith()
      await store.close()
      const { rows } = await pool.query(
        `select c.relname as name, i.indisunique as is_unique, t.relname as "table",
           (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) as first
         from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
         where n.nspname = $1`,
        [schema],
      )
      const ofTenants = rows.filter(({ table }) => !['meta', 'migration', 'migration_lock', 'kind'].includes(table))
      expect(ofTenants.filter(({ is_unique: unique }) => unique).length).toBeGreaterThan(9)
      expect(ofTenants.filter(({ first }) => first !== 'tenant')).toEqual([
        { name: 'work_visible', is_unique: false, table: 'work', first: 'queue' },
      ])
    })

    it('prepares by name what repeats, unless it is told that names are not known', async () => {
      for (const [prepare, some] of [
        [true, true],
        [false, false],
      ] as const) {
        const one = new Pool({ connectionString: postgresUrl ?? '', max: 1 })
        const { store } = await openWith({ pool: one, prepare })
        for (const version of [0, 1, 2, 3]) orThrow(await store.commit(acme, noted(`p-${prepare}`, version)))
        await store.close()
        // The pool is its caller's: it goes on without the store.
        const { rows } = await one.query("select name from pg_prepared_statements where name like 'caseload_%'")
        expect(rows.length > 0).toBe(some)
        await one.end()
      }
    })

    it('says of an acknowledged commit what the settings of its connections promise', async () => {
      for (const [setting, durability] of [
        ['on', 'power'],
        ['off', 'process'],
      ] as const) {
        const own = new Pool({ connectionString: postgresUrl ?? '', max: 1, options: `-c synchronous_commit=${setting}` })
        const { store } = await openWith({ pool: own })
        expect(store.about.durability).toBe(durability)
        await own.end()
      }
    })

    it('compares and orders text by its bytes in a database that orders it as people do', async ({ skip }) => {
      const { rows } = await pool.query("select 1 from pg_collation where collprovider = 'i' limit 1")
      if (rows.length === 0) return skip('this server knows no orders of people')
      const name = `caseload_test_icu_${process.pid}`
      await pool.query(
        `create database ${name} template template0 encoding 'utf8' locale_provider icu icu_locale 'en' locale 'C'`,
      )
      const url = new URL(postgresUrl ?? '')
      url.pathname = `/${name}`
      const places = postgresPlaces({ url: url.href })
      try {
        const about = { durability: 'power', writers: 'many-hosts' } as const
        const only = ['E50-name', 'E53', 'E55b', 'E55-asc-desc', 'E56', 'F69']
        const open = (clock: Clock) => places.open(clock)
        const report = await runConformance({ about, open, only, passes: ['plain'] })
        expect([report.results.filter(({ outcome }) => outcome !== 'passed'), report.passed]).toEqual([[], only.length])
      } finally {
        await places.close()
        await pool.query(`drop database ${name} with (force)`)
      }
    })

    it('says busy, and nothing else, where it cannot look whether there is a schema', async () => {
      let connections = 0
      const slow = {
        async connect() {
          connections += 1
          if (connections === 1) await new Promise((resolve) => setTimeout(resolve, 1500))
          return pool.connect()
        },
        on: () => undefined,
        removeListener: () => undefined,
        listenerCount: () => 1,
      }
      const refused = await postgresStorage({ pool: slow, schema, connectTimeoutMs: 1000 }).open({ kinds })
      expect(refused._unsafeUnwrapErr().kind).toBe('storage/busy')
      orThrow(await postgresStorage({ pool: slow, schema, connectTimeoutMs: 1000 }).open({ kinds }))
    })

    it('says busy where no connection is free in time, and works again when one is', async () => {
      const small = new Pool({ connectionString: postgresUrl ?? '', max: 1 })
      const open = orThrow(await postgresStorage({ pool: small, schema, connectTimeoutMs: 500 }).open({ kinds }))
      const store = guardStore(open, { kinds, retries: 1, sleep: () => Promise.resolve() })
      const client = await small.connect()
      expect((await store.commit(acme, noted('a')))._unsafeUnwrapErr().kind).toBe('storage/busy')
      client.release()
      orThrow(await store.commit(acme, noted('a')))
      await small.end()
    })

    it('walks an index for a list by path and its continuation, for due work and for a stream', async () => {
      const { store } = await openWith()
      orThrow(await store.commit(acme, noted('a')))
      const client = await pool.connect()
      await client.query(`set search_path to ${schema}; set enable_seqscan = off`)
      const plan = async (sql: string) =>
        (await client.query(`explain ${sql}`)).rows.map((row) => String(row['QUERY PLAN'])).join('\n')
      const list = "select id from k_note where tenant = 'a' and f_author = 'b'"
      const order = 'order by f_stars desc, id desc limit 51'
      for (const sql of [`${list} ${order}`, `${list} and (f_stars <= 5 and (f_stars < 5 or (id < 'x'))) ${order}`]) {
        expect(await plan(sql)).toMatch(/Index (Only )?Scan Backward using i_note__author_stars/)
        expect(await plan(sql)).not.toMatch(/Sort|Seq Scan/)
      }
      expect(
        await plan(
          "select id from work where queue = 'q' and leased = 0 and visible_at <= 5 order by visible_at, id, tenant limit 9",
        ),
      ).toMatch(/Index (Only )?Scan using work_visible/)
      expect(await plan("select max(version) from journal where tenant = 'a' and stream = 's'")).toMatch(/journal_stream/)
      await client.query('reset search_path; reset enable_seqscan')
      client.release()
    })

    it('refuses a schema of another program, and one that was changed by a newer version', async () => {
      await pool.query(`create schema ${schema}; create table ${schema}.users (id int)`)
      const refused = await postgresStorage({ pool, schema }).open({ kinds })
      expect(refused._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
      await pool.query(`drop table ${schema}.users`)
      await openWith()
      await pool.query(`update ${schema}.meta set value = '99' where "key" in ('version', 'min-reader')`)
      const newer = await postgresStorage({ pool, schema }).open({ kinds })
      expect(newer._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
    })

    it('has nothing described, nor parsed, that its connection knows', async () => {
      const own = new Pool({ connectionString: postgresUrl ?? '', max: 1 })
      const heard: string[] = []
      // What pg hands to queries that are not its own: a query that pg asks to describe its rows would show here.
      own.on('connect', ({ connection }) => connection.on('message', ({ name }: { name: string }) => heard.push(name)))
      const { store } = await openWith({ pool: own })
      const answered = ['bindComplete', 'dataRow', 'commandComplete', 'readyForQuery']
      for (const version of [0, 1, 2, 3, 4, 5]) {
        heard.length = 0
        orThrow(await store.commit(acme, noted('a', version)))
        if (version > 4) expect(heard).toEqual(answered)
        heard.length = 0
        expect(orThrow(await store.load(acme, [{ kind: 'note', id: 'a' }]))[0]?.version).toBe(version + 1)
        if (version > 4) expect(heard).toEqual(answered)
      }
      await own.end()
    })

    it('says the same through a pool whose connections take pg’s own queries only', async () => {
      const wrapped = new Pool({ connectionString: postgresUrl ?? '', max: 1 })
      const wrapping: PostgresPool = {
        async connect() {
          const client = await wrapped.connect()
          return {
            query: (query) => client.query({ ...query }),
            on: (event, listener) => client.on(event, listener),
            removeListener: (event, listener) => client.removeListener(event, listener),
            release: (destroy) => client.release(destroy),
          }
        },
        on: () => undefined,
        removeListener: () => undefined,
        listenerCount: () => 1,
      }
      const pipelined = new Pool({ connectionString: postgresUrl ?? '', max: 1, pipeline: true })
      const plain = new Pool({ connectionString: postgresUrl ?? '', max: 1 })
      const said: unknown[] = []
      for (const each of [plain, wrapping, pipelined]) {
        await pool.query(`drop schema if exists ${schema} cascade`)
        const { store } = await openWith({ pool: each, clock: { now: () => instant(7) }, secret: () => 'a'.repeat(32) })
        const answers: unknown[] = []
        for (const version of [0, 1, 2, 3, 4, 5]) {
          answers.push(
            await store.commit(acme, noted('a', version)),
            await store.commit(acme, noted('a', version)),
            await store.commit(acme, { ...noted('a', 9), key: 'late' }),
            await store.load(acme, [{ kind: 'note', id: 'a' }]),
            await store.load(acme, [
              { kind: 'note', id: 'none' },
              { kind: 'note', id: 'a' },
            ]),
            await store.find(acme, { kind: 'note', limit: 5 }),
            await store.count(acme, { kind: 'note', limit: 5 }),
            await store.journal(acme, { after: null, limit: 50 }),
            await store.claim({ worker: 'w', limit: 9, leaseMs: 1000, queues: ['q'], now: 0 }),
          )
        }
        await store.close()
        said.push(answers)
      }
      expect(said[1]).toEqual(said[0])
      expect(said[2]).toEqual(said[0])
      await Promise.all([wrapped.end(), pipelined.end(), plain.end()])
    })

    it('prepares anew what a connection has lost, and what gives other columns than before', async () => {
      const own = new Pool({ connectionString: postgresUrl ?? '', max: 1 })
      const { store } = await openWith({ pool: own })
      const again = async (versions: readonly number[]) => {
        for (const version of versions) {
          orThrow(await store.commit(acme, noted('a', version)))
          const [read] = orThrow(await store.load(acme, [{ kind: 'note', id: 'a' }]))
          expect(read).toMatchObject({ version: version + 1, doc: { text: 'a' } })
        }
      }
      await again([0, 1, 2, 3, 4])
      await own.query('discard all')
      await again([5, 6, 7, 8])
      await own.query(`alter table ${schema}.k_note alter column doc type text`)
      await again([9, 10])
      expect(own.totalCount).toBe(1)
      await own.end()
    })

    it('gives a connection up that does not answer in time, and asks another', async () => {
      const own = new Pool({ connectionString: postgresUrl ?? '', max: 2 })
      const { store } = await openWith({ pool: own, statementTimeoutMs: 1000 })
      for (const version of [0, 1, 2, 3]) orThrow(await store.commit(acme, noted('a', version)))
      for (let call = 0; call < 4; call += 1) orThrow(await store.load(acme, [{ kind: 'note', id: 'a' }]))
      const client = await pool.connect()
      await client.query(`begin; lock table ${schema}.k_note`)
      const late = await store.load(acme, [{ kind: 'note', id: 'a' }])
      await client.query('rollback')
      client.release()
      expect(late._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/unavailable', why: 'network' })
      expect(orThrow(await store.load(acme, [{ kind: 'note', id: 'a' }]))[0]?.version).toBe(4)
      await own.end()
    })

    it('goes on after the server has cut all its connections', async () => {
      const own = new Pool({ connectionString: postgresUrl ?? '', application_name: schema })
      const { store } = await openWith({ pool: own })
      orThrow(await store.commit(acme, noted('a')))
      await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [schema])
      const first = await store.commit(acme, noted('a', 1))
      expect(first.isOk() || first.error.kind === 'storage/unavailable').toBe(true)
      orThrow(await store.commit(acme, noted('a', 1)))
      await own.end()
    })
  })
}
