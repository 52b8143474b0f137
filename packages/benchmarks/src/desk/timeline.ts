import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { orThrow } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import type { Benchmark } from '../harness/benchmark.ts'

const events = 1000

/** The whole timeline of one ticket of 1,000 events on SQLite, against its rows read bare. */
export async function timeline(): Promise<Benchmark> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-timeline-'))
  const path = join(folder, 'desk.db')
  const desk = orThrow(await createDesk({ storage: sqliteStorage(path), policies: standardPolicies }))
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
  const { ticket } = orThrow(await ada.openTicket({ channel: 'email', kind: 'incident', body: 'Printer on fire.' }))
  for (let version = ticket.version; version < events; ) {
    const steps = [
      ada.reply(ticket.id, { body: 'On our way. '.repeat(20) }),
      ada.note(ticket.id, { body: 'Bring water. '.repeat(20) }),
    ]
    for (const step of steps) version = orThrow(await step).ticket.version
  }
  const bare = new DatabaseSync(path, { readOnly: true })
  const tables = bare.prepare("select name from sqlite_master where type = 'table'").all()
  const messages = tables.map(({ name }) => String(name)).find((name) => name.endsWith('_message')) ?? 'k_message'
  const journal = bare.prepare('select data from journal where stream = ? order by version')
  const texts = bare.prepare(`select doc from ${messages}`)
  return {
    name: 'timeline',
    work: 'the timeline of a ticket of 1,000 events, each with its text, who and what, in two pages',
    contenders: [
      {
        name: 'caseload, guard and access and all',
        run: async () => {
          let cursor: string | null = null
          let count = 0
          do {
            const read: { readonly limit: number; readonly cursor?: string } =
              cursor === null ? { limit: 500 } : { limit: 500, cursor }
            const page: { readonly entries: readonly unknown[]; readonly next: string | null } = orThrow(
              await ada.timeline(ticket.id, read),
            )
            count += page.entries.length
            cursor = page.next
          } while (cursor !== null)
          if (count < events) throw new Error(`the timeline has ${count} entries`)
        },
        close: () => desk.close(),
      },
      {
        name: 'bare node:sqlite, rows parsed',
        run: async () => {
          await Promise.resolve(journal.all(ticket.id).map((row) => JSON.parse(String(row['data']))))
          await Promise.resolve(texts.all().map((row) => JSON.parse(String(row['doc']))))
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
    rounds: 15,
    callsPerRound: 5,
  }
}
