import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { instant, orThrow, parseTenantId } from '@caseload/core'
import { type Commit, guardStore, type KindSpec } from '@caseload/storage'
import { conformanceKinds } from '@caseload/storage-conformance'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SqlitePlace, sqlitePlace } from '../test/sqlite-place.ts'
import { nodeSqlite, type SqliteDatabase, type SqliteDriver } from './sqlite-driver.ts'
import { type SqliteStorageOptions, sqliteStorage } from './sqlite-storage.ts'

const acme = orThrow(parseTenantId('acme'))
const fields = { status: 'open', name: 'n', rank: 0, at: 0, open: true }
let place: SqlitePlace

beforeEach(() => {
  place = sqlitePlace()
})

afterEach(() => {
  place.dispose()
})

async function openWith(kinds: readonly KindSpec[] = conformanceKinds, options: Partial<SqliteStorageOptions> = {}) {
  const open = orThrow(await sqliteStorage({ ...place.options, ...options }).open({ kinds }))
  return { store: guardStore(open, { kinds, sleep: () => Promise.resolve() }), admin: open.admin }
}

async function refusal(kinds: readonly KindSpec[] = conformanceKinds, options: Partial<SqliteStorageOptions> = {}) {
  return (await sqliteStorage({ ...place.options, ...options }).open({ kinds }))._unsafeUnwrapErr()
}

function change(key: string, parts: Partial<Commit> = {}): Commit {
  return { key, writes: [], events: [], ...parts }
}

function note(id: string, version: number, doc: object, more: Readonly<Record<string, string | number | null>> = {}) {
  return { op: 'put', ref: { kind: 'note', id }, version, doc, fields: more } as const
}

describe('given the file of a store', () => {
  it('is for its owner’s eyes only, with its log and index', async () => {
    const { store } = await openWith()
    orThrow(await store.commit(acme, change('c1')))
    const folder = dirname(place.options.path)
    const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)])
    expect(modes).toEqual([
      ['desk.db', '600'],
      ['desk.db-shm', '600'],
      ['desk.db-wal', '600'],
    ])
    await store.close()
  })

  it.each([
    ['full', 2],
    ['normal', 1],
  ] as const)('is opened with every setting it promises, synchronous %s', async (synchronous, level) => {
    const opened: SqliteDatabase[] = []
    const driver: SqliteDriver = {
      open(path) {
        const database = nodeSqlite.open(path)
        opened.push(database)
        return database
      },
    }
    const { store } = await openWith(conformanceKinds, { driver, synchronous, busyTimeoutMs: 7 })
    const settings = ['journal_mode', 'synchronous', 'secure_delete', 'trusted_schema', 'temp_store', 'busy_timeout']
    const found = settings.map((name) => Object.values(opened[0]?.prepare(`pragma ${name}`).all()[0] ?? {})[0])
    expect(found).toEqual(['wal', level, 1, 0, 2, 7])
    await store.close()
  })

  it('overwrites what is deleted, also before anybody scrubs', async () => {
    const { store } = await openWith()
    const canary = 'c4n4ry-eve@example.com'
    const write = { op: 'put', ref: { kind: 'item', id: 'a' }, version: 0, doc: { canary }, fields } as const
    orThrow(await store.commit(acme, change('c1', { writes: [write] })))
    const database = new DatabaseSync(place.options.path)
    const checkpoint = 'pragma wal_checkpoint(truncate)'
    database.exec(checkpoint)
    expect(bytesWith(canary)).toEqual(['desk.db'])
    orThrow(await store.commit(acme, change('c2', { writes: [{ op: 'remove', ref: write.ref, version: 1 }] })))
    database.exec(checkpoint)
    expect(bytesWith(canary)).toEqual([])
    database.close()
    await store.close()
  })

  it('has nothing of an erased person in any byte of database or log after a scrub', async () => {
    const { store, admin } = await openWith()
    const canary = 'c4n4ry-eve@example.com'
    for (let index = 0; index < 300; index += 1) {
      const secret = `${canary}-${index}`
      const at = instant(index)
      orThrow(
        await store.commit(
          acme,
          change(`c${index}`, {
            writes: [
              {
                op: 'put',
                ref: { kind: 'item', id: `d${index}` },
                version: 0,
                doc: { text: `${secret} `.repeat(1 + (index % 40)) },
                fields: { ...fields, owner: secret, name: secret },
                keys: [
                  { name: 'mail', value: secret },
                  { name: 'tag', value: secret },
                ],
              },
            ],
            events: [
              {
                stream: 's',
                version: index + 1,
                type: 'made',
                schema: 1,
                at,
                recordedAt: at,
                actor: 'system:test',
                cause: null,
                data: { secret },
              },
            ],
            work: [{ op: 'schedule', queue: 'q', id: `i${index}`, dueAt: 0, payload: { secret } }],
          }),
        ),
      )
    }
    expect(bytesWith(canary)).not.toEqual([])
    for (let index = 0; index < 300; index += 1) {
      const ref = { kind: 'item', id: `d${index}` }
      const write =
        index % 2 === 0
          ? ({ op: 'remove', ref, version: 1 } as const)
          : ({ op: 'put', ref, version: 1, doc: { text: null }, fields } as const)
      orThrow(
        await store.commit(acme, change(`e${index}`, { writes: [write], work: [{ op: 'cancel', queue: 'q', id: `i${index}` }] })),
      )
    }
    orThrow(
      await admin.redact(
        acme,
        Array.from({ length: 300 }, (_, index) => ({ lane: 0, seq: index + 1 })),
      ),
    )
    const database = new DatabaseSync(place.options.path)
    const freePages = (): number => Number(database.prepare('pragma freelist_count').get()?.['freelist_count'])
    expect(freePages()).toBeGreaterThan(0)
    orThrow(await admin.scrub())
    expect([bytesWith(canary), freePages()]).toEqual([[], 0])
    database.close()
    expect(orThrow(await admin.verify(acme))).toEqual({ entries: 300, brokenAt: null })
    await store.close()
  })
})

/** Files of the database that have a text in their bytes. */
function bytesWith(text: string): readonly string[] {
  const folder = dirname(place.options.path)
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text))
}

describe('given a file of an earlier version of the program', () => {
  const before: readonly KindSpec[] = [{ kind: 'note', fields: { stars: { type: 'int', sortable: true } } }]
  const after: readonly KindSpec[] = [
    {
      kind: 'note',
      fields: {
        stars: { type: 'int', sortable: true },
        author: { type: 'text', nullable: true },
        length: { type: 'int', sortable: true, backfill: (doc) => JSON.stringify(doc).length },
      },
      keys: { tag: { unique: false } },
      paths: [{ eq: ['author'], sort: ['length'] }],
    },
    { kind: 'extra', fields: {} },
  ]

  beforeEach(async () => {
    const { store } = await openWith(before)
    const notes = Array.from({ length: 1200 }, (_, index) =>
      note(`n${index}`, 0, { author: index % 2 === 0 ? 'ada' : 7 }, { stars: index }),
    )
    for (let start = 0; start < notes.length; start += 100) {
      orThrow(await store.commit(acme, change(`c${start}`, { writes: notes.slice(start, start + 100) })))
    }
    await store.close()
  })

  it('adds fields, kinds and indexes on opening, and fills the fields in from the documents', async () => {
    const { store, admin } = await openWith(after)
    const byAda = { kind: 'note', where: [{ field: 'author', op: 'eq', value: 'ada' }], limit: 1 } as const
    expect(orThrow(await store.count(acme, byAda))).toEqual([{ group: {}, count: 600 }])
    const shortest = orThrow(await store.find(acme, { kind: 'note', sort: [{ field: 'length', dir: 'asc' }], limit: 1 }))
    expect(shortest.items[0]?.doc).toEqual({ author: 7 })
    expect(orThrow(await admin.migrate('check'))).toEqual({ from: 2, to: 2, applied: [], pending: [] })
    orThrow(
      await store.commit(
        acme,
        change('x', { writes: [{ op: 'put', ref: { kind: 'extra', id: 'e' }, version: 0, doc: 1 as never, fields: {} }] }),
      ),
    )
    await store.close()
  })

  it('is still usable by that earlier version afterwards', async () => {
    await (await openWith(after)).store.close()
    const { store } = await openWith(before)
    orThrow(await store.commit(acme, change('old', { writes: [note('n0', 1, { author: 'eve' }, { stars: 1 })] })))
    await store.close()
  })

  it('says what it would do, and does not do it, where migrations are refused', async () => {
    const refused = await refusal(after, { migrations: 'refuse' })
    expect(refused).toMatchObject({
      kind: 'storage/unavailable',
      why: 'schema',
      message:
        'the database lacks what opening may not add: add note.author, note.length; index note by author, length; index note by declaration; create extra',
    })
    const { admin, store } = await openWith(before, { migrations: 'refuse' })
    expect(orThrow(await admin.migrate('check')).pending).toEqual([])
    await store.close()
  })

  it('is refused where a new field that may not be null finds no value, and is left as it was', async () => {
    const strict: readonly KindSpec[] = [{ kind: 'note', fields: { stars: { type: 'int' }, author: { type: 'text' } } }]
    expect(await refusal(strict)).toMatchObject({ kind: 'storage/corrupt', ref: { kind: 'note', id: 'n1' } })
    await (await openWith(before)).store.close()
  })

  it('is refused where a field has another type', async () => {
    expect(await refusal([{ kind: 'note', fields: { stars: { type: 'text' } } }])).toMatchObject({ why: 'schema' })
  })

  it('exports and drops kinds that this program does not declare', async () => {
    const { store, admin } = await openWith([])
    const lines: string[] = []
    for await (const line of admin.exportTenant(acme)) lines.push(line)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ docs: 1200 })
    orThrow(await admin.dropTenant(acme))
    await store.close()
    const again = await openWith(before)
    expect(orThrow(await again.store.count(acme, { kind: 'note', limit: 1 }))).toEqual([{ group: {}, count: 0 }])
    await again.store.close()
  })
})

describe('given a file whose migrations are known', () => {
  it('is refused where a migration is not the one that was published', async () => {
    await (await openWith()).store.close()
    const database = new DatabaseSync(place.options.path)
    database.exec("update migration set checksum = 'another' where id = 2")
    database.close()
    expect(await refusal()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
  })
})

describe('given a file that is not ours to use', () => {
  it('refuses a database of a newer version', async () => {
    await (await openWith()).store.close()
    const database = new DatabaseSync(place.options.path)
    database.exec("update meta set value = '99' where key in ('version', 'min-reader')")
    database.close()
    expect(await refusal()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
  })

  it('opens a database of a newer version that says older programs may', async () => {
    await (await openWith()).store.close()
    const database = new DatabaseSync(place.options.path)
    database.exec("update meta set value = '99' where key = 'version'")
    database.close()
    const { store, admin } = await openWith()
    expect(orThrow(await admin.migrate('check'))).toMatchObject({ from: 99, to: 99, pending: [] })
    await store.close()
  })

  it('refuses a database of another program', async () => {
    const database = new DatabaseSync(place.options.path)
    database.exec('create table users (id integer primary key)')
    database.close()
    expect(await refusal()).toMatchObject({ kind: 'storage/unavailable', why: 'schema' })
  })

  it('refuses a file that is no database', async () => {
    writeFileSync(place.options.path, 'not a database at all, though long enough to be looked at '.repeat(40))
    expect((await refusal()).kind).toBe('storage/corrupt')
  })

  it('refuses a path that is a folder or in none, an empty one, and options out of range', async () => {
    const folder = join(dirname(place.options.path), 'folder')
    mkdirSync(folder)
    for (const path of [folder, join(folder, 'none', 'desk.db')]) {
      expect(await refusal(conformanceKinds, { path })).toMatchObject({ kind: 'storage/unavailable', why: 'other' })
    }
    for (const path of ['', ':memory:', 'file:desk.db', 'file:desk?mode=memory'])
      expect(await refusal(conformanceKinds, { path })).toMatchObject({ kind: 'storage/invalid', path: 'path' })
    expect(await refusal(conformanceKinds, { busyTimeoutMs: -1 })).toMatchObject({
      kind: 'storage/invalid',
      path: 'busyTimeoutMs',
    })
    expect(await refusal([{ kind: 'Bad', fields: {} }])).toMatchObject({ kind: 'storage/invalid', path: 'kinds[0].kind' })
    expect(existsSync(':memory:')).toBe(false)
  })
})

describe('given a file in trouble', () => {
  it('has written nothing of a commit in the middle of which a statement fails, wherever that is, and goes on afterwards', async () => {
    const { store } = await openWith()
    const at = instant(0)
    const whole: Partial<Commit> = {
      writes: [
        {
          op: 'put',
          ref: { kind: 'item', id: 'a' },
          version: 0,
          doc: {},
          fields,
          keys: [
            { name: 'mail', value: 'm' },
            { name: 'tag', value: 't' },
          ],
        },
      ],
      events: [
        { stream: 's', version: 1, type: 'made', schema: 1, at, recordedAt: at, actor: 'system:test', cause: null, data: {} },
      ],
      work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: null }],
    }
    const database = new DatabaseSync(place.options.path)
    for (const table of ['k_item', 'key_unique', 'key_shared', 'head', 'journal', 'work', 'receipt']) {
      database.exec(`create trigger broken before insert on ${table} begin select raise(abort, 'broken'); end`)
      const refused = (await store.commit(acme, change('c1', whole)))._unsafeUnwrapErr()
      expect(refused).toMatchObject({ kind: 'storage/unavailable', why: 'other', message: 'the database failed' })
      database.exec('drop trigger broken')
      for (const each of ['k_item', 'key_unique', 'key_shared', 'head', 'journal', 'work', 'receipt']) {
        expect([table, each, database.prepare(`select count(*) as n from ${each}`).get()]).toEqual([table, each, { n: 0 }])
      }
    }
    database.close()
    expect(orThrow(await store.commit(acme, change('c1', whole))).replayed).toBe(false)
    await store.close()
  })

  it('tries again while another connection holds the lock, then says busy, having written nothing', async () => {
    const { store } = await openWith(conformanceKinds, { busyTimeoutMs: 0 })
    const other = new DatabaseSync(place.options.path)
    other.exec('begin immediate')
    const write = { op: 'put', ref: { kind: 'side-note', id: 'a' }, version: 0, doc: {}, fields: {} } as const
    const busy = (await store.commit(acme, change('c1', { writes: [write] })))._unsafeUnwrapErr()
    expect(busy.kind).toBe('storage/busy')
    expect(JSON.stringify(busy)).toBe('{"kind":"storage/busy","message":"others were writing all the time"}')
    expect(orThrow(await store.load(acme, [write.ref]))).toEqual([null])
    other.exec('rollback')
    other.close()
    orThrow(await store.commit(acme, change('c1', { writes: [write] })))
    await store.close()
  })

  it('has its place among the writers before a commit looks at anything', async () => {
    await (await openWith()).store.close()
    const other = new DatabaseSync(place.options.path)
    other.exec('pragma busy_timeout = 0')
    const isLocked = (): boolean => {
      try {
        other.exec('begin immediate; rollback')
        return false
      } catch {
        return true
      }
    }
    const locked: boolean[] = []
    const look = (sql: string): string => {
      if (sql.startsWith('select') || sql.startsWith('update')) locked.push(isLocked())
      return sql
    }
    const driver: SqliteDriver = {
      open(path) {
        const database = nodeSqlite.open(path)
        return {
          ...database,
          prepare: (sql) => database.prepare(look(sql)),
          prepareLists: (sql) => database.prepareLists(look(sql)),
          prepareOne: (sql) => database.prepareOne(look(sql)),
          prepareSilent: (sql) => database.prepareSilent(look(sql)),
        }
      },
    }
    const { store } = await openWith(conformanceKinds, { driver })
    const write = { op: 'put', ref: { kind: 'side-note', id: 'a' }, version: 0, doc: {}, fields: {} } as const
    locked.length = 0
    orThrow(await store.commit(acme, change('c1', { writes: [write], expect: [{ ref: { kind: 'item', id: 'b' }, version: 0 }] })))
    expect(locked.length).toBeGreaterThan(0)
    expect(locked).not.toContain(false)
    other.close()
    await store.close()
  })

  it('says busy where a reader holds the log whose end a scrub has to cut off, and does it when that is over', async () => {
    const { store, admin } = await openWith(conformanceKinds, { busyTimeoutMs: 0 })
    const canary = 'c4n4ry-eve@example.com'
    const write = { op: 'put', ref: { kind: 'side-note', id: 'a' }, version: 0, doc: { canary }, fields: {} } as const
    orThrow(await store.commit(acme, change('c1', { writes: [write] })))
    const reader = new DatabaseSync(place.options.path)
    reader.exec('begin; select count(*) from meta')
    orThrow(await store.commit(acme, change('c2', { writes: [{ op: 'remove', ref: write.ref, version: 1 }] })))
    expect((await admin.scrub())._unsafeUnwrapErr().kind).toBe('storage/busy')
    expect(bytesWith(canary)).not.toEqual([])
    reader.close()
    orThrow(await admin.scrub())
    expect(bytesWith(canary)).toEqual([])
    await store.close()
  })

  it('does not wait for writers when it reads or asks for work in vain', async () => {
    const { store } = await openWith(conformanceKinds, { busyTimeoutMs: 0 })
    const other = new DatabaseSync(place.options.path)
    other.exec('begin immediate')
    expect(orThrow(await store.count(acme, { kind: 'item', limit: 1 }))).toEqual([{ group: {}, count: 0 }])
    expect(orThrow(await store.claim({ worker: 'w', limit: 1, leaseMs: 1000, queues: ['q'], now: 0 }))).toEqual([])
    other.close()
    await store.close()
  })

  it('says that rows it cannot have written are corrupt', async () => {
    const { store } = await openWith()
    const write = { op: 'put', ref: { kind: 'side-note', id: 'a' }, version: 0, doc: {}, fields: {} } as const
    orThrow(await store.commit(acme, change('c1', { writes: [write] })))
    const database = new DatabaseSync(place.options.path)
    database.exec('update "k_side_note" set doc = \'{"cut\'')
    expect((await store.load(acme, [write.ref]))._unsafeUnwrapErr()).toMatchObject({ kind: 'storage/corrupt', ref: write.ref })
    database.exec("insert into head (tenant, lane, seq) values ('acme', 0, 1)")
    database.exec("insert into journal values ('acme', 0, 1, 's', 1, 't', 1, 0, 0, 'nobody', null, 'c', 'null')")
    expect((await store.journal(acme, { after: null, limit: 1 }))._unsafeUnwrapErr().kind).toBe('storage/corrupt')
    database.close()
    await store.close()
  })
})

describe('given plans of the statements that run most', () => {
  it('walks an index for a list by path, its continuation, the history of a stream, and due work', async () => {
    await (await openWith()).store.close()
    const database = new DatabaseSync(place.options.path)
    const plan = (sql: string) =>
      database
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((row) => String(row['detail']))
        .join('; ')
    const list = 'select id from k_item where tenant = 1 and f_status = 1'
    const order = 'order by f_at desc, id desc limit 51'
    expect(plan(`${list} ${order}`)).toBe('SEARCH k_item USING COVERING INDEX i_item__status_at (tenant=? AND f_status=?)')
    expect(plan(`${list} and (f_at <= 5 and (f_at < 5 or (id < 7))) ${order}`)).toBe(
      'SEARCH k_item USING COVERING INDEX i_item__status_at (tenant=? AND f_status=? AND f_at<?)',
    )
    expect(plan('select version from journal where tenant = 1 and stream = 1 order by version desc limit 1')).toMatch(
      /^SEARCH journal USING (COVERING )?INDEX journal_stream \(tenant=\? AND stream=\?\)$/,
    )
    expect(
      plan('select id from work where queue = 1 and leased = 0 and visible_at <= 5 order by visible_at, id, tenant limit 9'),
    ).toMatch(/^SEARCH work USING (COVERING )?INDEX work_visible \(queue=\? AND leased=\? AND visible_at<\?\)$/)
    database.close()
  })
})
