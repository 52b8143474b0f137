import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { addMs, instant, orThrow } from '@caseload/core'
import {
  type ActingDesk,
  createDesk,
  type DeadlineList,
  type Desk,
  type PoliciesDocument,
  standardPolicies,
} from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'

const opened = instant('2026-03-02T08:00:00Z')
const stepMs = 1000
const goalMs = 4 * 3_600_000

const policies: PoliciesDocument = {
  ...standardPolicies,
  sla: [
    { schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H', resolution: 'PT40H' } }] },
  ],
}

/** How many tickets: `--tickets=1000000` for the million that is promised. */
function wanted(): number {
  const given = process.argv.find((argument) => argument.startsWith('--tickets='))
  const count = given === undefined ? 100_000 : Number(given.slice('--tickets='.length))
  if (!Number.isSafeInteger(count) || count < 10_000) throw new RangeError('--tickets wants a whole number of 10,000 or more')
  return count
}

/** Which of many open tickets breach next, and which have: the first page, and every page, by index on SQLite, through the desk. */
export async function deadlinesByIndex(): Promise<boolean> {
  const tickets = wanted()
  const folder = mkdtempSync(join(tmpdir(), 'caseload-deadlines-'))
  const path = join(folder, 'desk.db')
  // The desk looks when half of the tickets are late.
  let now = opened
  const desk = orThrow(await createDesk({ storage: sqliteStorage(path), policies, clock: { now: () => now } }))
  const began = performance.now()
  await fill(desk, path, tickets)
  const filledIn = (performance.now() - began) / 1000
  now = addMs(opened, goalMs + (tickets / 2) * stepMs)
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['supervisor'] })
  console.log(
    `sla-deadlines: ${tickets.toLocaleString('en')} open tickets with two clocks each on SQLite, written in ${filledIn.toFixed(0)} s (--tickets=1000000 for the whole)`,
  )
  const next = await ask('next to breach', (query) => ada.nextToBreach(query))
  const late = await ask('breached      ', (query) => ada.overdue(query))
  // A team without tickets is the dearest question where there is no path for it: every ticket is looked at in vain.
  const ofTeam = [
    await none('next to breach', (query) => ada.nextToBreach(query)),
    await none('breached      ', (query) => ada.overdue(query)),
  ]
  const bytes = statSync(path).size
  console.log(`  ${Math.round(bytes / tickets)} bytes a ticket with its clocks and indexes\n`)
  if (next.found + late.found !== tickets) throw new Error(`found ${next.found} and ${late.found} of ${tickets} tickets`)
  orThrow(await desk.close())
  rmSync(folder, { recursive: true, force: true })
  return next.kept && late.kept && ofTeam.every((kept) => kept)
}

type Question = Parameters<ActingDesk['nextToBreach']>[0]

/** The first page of 50 again and again, then every page of 500 once. */
async function ask(
  name: string,
  page: (query: Question) => ReturnType<ActingDesk['nextToBreach']>,
): Promise<{ readonly found: number; readonly kept: boolean }> {
  const times: number[] = []
  for (let round = 0; round <= 51; round += 1) {
    const began = performance.now()
    orThrow(await page({ limit: 50 }))
    if (round > 0) times.push(performance.now() - began)
  }
  const sorted = times.sort((a, b) => a - b)
  const first = sorted[25] ?? Number.NaN
  let found = 0
  let pages = 0
  let cursor: string | null = null
  let last = 0
  const began = performance.now()
  do {
    const read: DeadlineList = orThrow(await page(cursor === null ? { limit: 500 } : { limit: 500, cursor }))
    for (const { dueAt } of read.deadlines) {
      if (dueAt < last) throw new Error(`${name}: out of order`)
      last = dueAt
    }
    found += read.deadlines.length
    pages += 1
    cursor = read.next
  } while (cursor !== null)
  const seconds = (performance.now() - began) / 1000
  const kept = first <= 2000
  console.log(
    `  ${name}  first page of 50 in ${first.toFixed(2)} ms (${kept ? 'kept' : 'MISSED'}, ≤ 2 s); all ${found.toLocaleString('en')} in ${pages} pages of 500 in ${seconds.toFixed(1)} s, ${((seconds * 1000) / pages).toFixed(1)} ms a page`,
  )
  return { found, kept }
}

/** The page of a team that has no tickets, again and again. */
async function none(name: string, page: (query: Question) => ReturnType<ActingDesk['nextToBreach']>): Promise<boolean> {
  const times: number[] = []
  for (let round = 0; round <= 51; round += 1) {
    const began = performance.now()
    const { deadlines } = orThrow(await page({ limit: 50, teamId: 'team_none' }))
    if (deadlines.length > 0) throw new Error(`${name}: a team without tickets has deadlines`)
    if (round > 0) times.push(performance.now() - began)
  }
  const median = times.sort((a, b) => a - b)[25] ?? Number.NaN
  const kept = median <= 20
  console.log(
    `  ${name}  of a team that has none in ${median.toFixed(2)} ms (${kept ? 'kept' : 'MISSED'}, ≤ 20 ms however many the others have)`,
  )
  return kept
}

/** Copies of one ticket and its clocks, each opened a little later, written by the engine itself: a million commands would take an hour and measure something else. */
async function fill(desk: Desk, path: string, tickets: number): Promise<void> {
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['supervisor'] })
  const call = {
    channel: 'email',
    kind: 'incident',
    from: { email: 'eve@example.com' },
    subject: 'Fire',
    body: 'Floor 3.',
  } as const
  const { ticket } = orThrow(await ada.openTicket(call))
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = off')
  const series = `(with recursive s(n) as (select 1 union all select n + 1 from s where n < ${tickets - 1}) select n from s)`
  for (const table of ['k_ticket', 'k_ticket_clocks']) {
    const columns = database.prepare(`select name from pragma_table_info('${table}')`).all()
    const names = columns.map(({ name }) => String(name))
    const values = names.map((name) => {
      if (name === 'id') return `'${ticket.id.slice(0, -8)}' || printf('%08d', n)`
      if (name === 'doc') {
        const renamed = `replace(doc, '${ticket.id}', '${ticket.id.slice(0, -8)}' || printf('%08d', n))`
        return `replace(${renamed}, '${opened}', '' || (${opened} + n * ${stepMs}))`
      }
      return name === 'f_nextBreachAt' || name === 'f_overdueSince' ? `"${name}" + n * ${stepMs}` : `"${name}"`
    })
    database.exec(
      `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) select ${values.join(', ')} from ${table}, ${series} where id = '${ticket.id}'`,
    )
  }
  database.exec('analyze')
  database.close()
}
