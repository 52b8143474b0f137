import { orThrow } from '@caseload/core'
import { createDesk, type Desk } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { shipped } from '../../test/shipped.ts'
import { type Log, readLog } from '../log/read-log.ts'
import { type LoadedMapping, loadMapping } from '../mapping/load-mapping.ts'
import { logClock } from './log-clock.ts'
import { type Replayed, replay } from './replay.ts'
import { replayRows } from './replay-rows.ts'

const loaded = orThrow(await loadMapping(null, null))
const whole = orThrow(await readLog(shipped('data/planted-faults.csv'), loaded.compiled))
const silent = { to: () => {}, end: () => {} }

function head(rows: number): Log {
  return { ...whole, rows: whole.rows.slice(0, rows) }
}

async function run(
  storage: Storage,
  log: Log,
  mapping: LoadedMapping = loaded,
): Promise<{ readonly desk: Desk; readonly replayed: Awaited<ReturnType<typeof replay>> }> {
  const clock = logClock(mapping.compiled.earliest)
  const desk = orThrow(await createDesk({ storage, policies: mapping.policies, clock }))
  const replayed = await replay({ desk, clock, tenant: 'acme', log, mapping: mapping.compiled, progress: () => silent })
  return { desk, replayed }
}

async function exported(desk: Desk): Promise<string> {
  const lines: string[] = []
  for await (const line of desk.tenant('acme').exportLines()) lines.push(line)
  return lines.join('\n')
}

const summaryOf = ({ already, taken, rejects }: Replayed) => ({ already, taken, rejects: rejects.length })

describe('given a log of 240 rows', async () => {
  const { desk, replayed } = await run(memoryStorage(), whole)
  const expected = await exported(desk)

  it('takes over each row', () => {
    expect(summaryOf(orThrow(replayed))).toEqual({ already: 0, taken: 240, rejects: 0 })
  })

  it('keeps each row in the journal, in the words of the log', () => {
    const steps = orThrow(replayed).journal.steps()
    expect(steps.caseOf).toHaveLength(240)
    expect([...steps.activities].sort()).toEqual([...new Set(whole.rows.map((row) => row.code))].sort())
    expect(steps.groups).toHaveLength(new Set(whole.rows.map((row) => row.team)).size)
    expect(steps.resources).toHaveLength(new Set(whole.rows.map((row) => row.actor?.name)).size)
  })

  it('leaves every ticket as the log says, whatever the workflow would have refused', async () => {
    const states = new Map(whole.rows.map(replayRows(loaded.compiled.categoryOf)).map((row) => [row.ticketId, row.state]))
    const staff = desk.tenant('acme').as({ kind: 'agent', id: 'agt_reader' })
    for (const [ticketId, { priority: _, ...state }] of states) {
      const ticket = orThrow(await staff.ticket(ticketId))
      expect(ticket).toMatchObject({ ...state, category: loaded.compiled.categoryOf(state.status) })
    }
    expect(orThrow(replayed).journal.deviations().length).toBeGreaterThan(0)
  })

  it('says the time of the log and not of the run', async () => {
    const page = orThrow(await desk.tenant('acme').events({ limit: 500 }))
    for (const event of page.events) expect(event.recordedAt).toBe(event.at)
  })

  it('writes nothing when it is told again', async () => {
    const storage = memoryStorage()
    orThrow((await run(storage, whole)).replayed)
    const again = await run(storage, whole)
    expect(summaryOf(orThrow(again.replayed))).toEqual({ already: 240, taken: 0, rejects: 0 })
    expect(await exported(again.desk)).toBe(expected)
  })

  it.each([1, 17, 239])('goes on after %i rows and ends up the same to the last byte', async (rows) => {
    const storage = memoryStorage()
    orThrow((await run(storage, head(rows))).replayed)
    const rest = await run(storage, whole)
    expect(summaryOf(orThrow(rest.replayed))).toEqual({ already: rows, taken: 240 - rows, rejects: 0 })
    expect(await exported(rest.desk)).toBe(expected)
  })

  it('keeps two tenants of one database apart', async () => {
    const events = orThrow(await desk.tenant('other').events({}))
    expect(events.events).toEqual([])
  })
})

describe('given a database that holds the file under another mapping', () => {
  it('says so rather than mix the two', async () => {
    const storage = memoryStorage()
    orThrow((await run(storage, head(5))).replayed)
    const document = { ...loaded.compiled.document, channel: 'phone' }
    const other = await run(storage, whole, { ...loaded, compiled: { ...loaded.compiled, document } })
    expect(other.replayed._unsafeUnwrapErr().kind).toBe('replay/other-mapping')
  })
})

describe('given a tenant that holds tickets from elsewhere', () => {
  it('says so rather than tell the rows of a log that has grown a second time', async () => {
    const storage = memoryStorage()
    const before = await run(storage, { ...head(5), sha256: 'f'.repeat(64) })
    orThrow(before.replayed)
    const held = await exported(before.desk)
    const grown = await run(storage, whole)
    expect(grown.replayed._unsafeUnwrapErr().kind).toBe('replay/other-log')
    expect(await exported(grown.desk)).toBe(held)
  })
})

describe('given a row that the desk refuses', () => {
  it('rejects it with the rows of its case after it, and takes over the rest', async () => {
    const [first] = whole.rows
    const log: Log = { ...whole, rows: whole.rows.map((row) => (row === first ? { ...row, impact: 'ada@example.com' } : row)) }
    const lost = whole.rows.filter((row) => row.caseToken === first?.caseToken).length
    const { replayed } = await run(memoryStorage(), log)
    const { taken, rejects } = orThrow(replayed)
    expect(taken).toBe(240 - lost)
    expect(rejects.map((reject) => reject.reason)).toEqual([
      'refused',
      ...Array.from({ length: lost - 1 }, () => 'after-refused'),
    ])
    expect(JSON.stringify(rejects)).not.toContain('ada@example.com')
  })
})
