import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { orThrow, parseTenantId } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { deskKinds, readDocument } from '@caseload/planner'
import { guardStore, type Write } from '@caseload/storage'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { Benchmark } from '../harness/benchmark.ts'

const many = 100_000
const agents = Array.from({ length: 45 }, (_, index) => `agt_${index}`)
const teams = Array.from({ length: 5 }, (_, index) => `team_${index}`)
const everybody = [...agents, ...teams]
const gone = 25

/** The tickets nobody looks after among 100,000 open ones on SQLite, against reading every open ticket's fields bare. */
export async function neglect(): Promise<Benchmark> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-neglect-'))
  const path = join(folder, 'desk.db')
  await fill(path)
  const desk = orThrow(await createDesk({ storage: sqliteStorage(path), policies: standardPolicies }))
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['supervisor'] })
  const bare = new DatabaseSync(path, { readOnly: true })
  const table = bare
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map(({ name }) => String(name))
    .find((name) => name.endsWith('_ticket'))
  const open = bare.prepare(`select * from ${table ?? 'k_ticket'}`)
  return {
    name: 'neglect',
    work: `the ${gone} of ${many.toLocaleString('en')} open tickets that nobody looks after, 50 carriers in the roster`,
    contenders: [
      {
        name: 'caseload, by index, guard and access and all',
        run: async () => {
          const report = orThrow(await ada.findNeglected({ agents, teams }))
          if (report.tickets.length !== gone || !report.complete) throw new Error(`found ${report.tickets.length}`)
        },
        close: () => desk.close(),
      },
      {
        name: 'bare node:sqlite, every ticket read',
        run: async () => {
          const present = new Set(everybody)
          let found = 0
          for (const row of open.iterate()) {
            const carrier = Object.values(row).find((value) => typeof value === 'string' && /^(agt|team)_/.test(value))
            if (!present.has(String(carrier))) found += 1
          }
          await Promise.resolve(found)
        },
        close: () => {
          bare.close()
          rmSync(folder, { recursive: true, force: true })
        },
      },
    ],
    // At most 20 ms.
    least: 50,
    clock: 'cpu',
    batch: 1,
    rounds: 9,
    callsPerRound: 1,
  }
}

/** Copies of one ticket under many carriers, written straight into the store. */
async function fill(path: string): Promise<void> {
  const desk = orThrow(await createDesk({ storage: sqliteStorage(path), policies: standardPolicies }))
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
  const tenant = orThrow(parseTenantId('acme'))
  const store = guardStore(orThrow(await sqliteStorage({ path, synchronous: 'normal' }).open({ kinds: deskKinds })), {
    kinds: deskKinds,
  })
  const opened = orThrow(await ada.openTicket({ channel: 'email', kind: 'incident', assigneeId: 'agt_0' }))
  const [stored] = orThrow(await store.load(tenant, [{ kind: 'ticket', id: opened.ticket.id }]))
  const ticket = orThrow(readDocument('ticket', stored ?? fail()))
  const { status, category, kind, channel, level, topic, requesterId, openedAt, updatedAt } = ticket
  const write = (index: number): Write => {
    const id = `tkt_${index}`
    const carrier =
      index < gone ? (index % 2 === 0 ? 'agt_gone' : 'team_gone') : (everybody[index % everybody.length] ?? 'nobody')
    const own = carrier.startsWith('agt_') ? { assigneeId: carrier, teamId: null } : { assigneeId: null, teamId: carrier }
    const fields = { status, category, kind, channel, level, topic, requesterId, openedAt, updatedAt, priority: 2, ...own }
    const doc = { ...ticket, id, number: null, ...own }
    return {
      op: 'put',
      ref: { kind: 'ticket', id },
      version: 0,
      doc,
      fields: { ...fields, carrier, carriedUntil: 0, fieldLayout: '' },
    }
  }
  for (let from = 0; from < many; from += 100) {
    const writes = Array.from({ length: 100 }, (_, index) => write(from + index))
    orThrow(await store.commit(tenant, { key: `fill-${from}`, writes, events: [] }))
  }
  orThrow(await ada.cancel(ticket.id))
  orThrow(await store.close())
  orThrow(await desk.close())
}

function fail(): never {
  throw new Error('the ticket that was opened is not there')
}
