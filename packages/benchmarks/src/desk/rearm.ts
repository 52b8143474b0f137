import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { addMs, instant, orThrow } from '@caseload/core'
import { createDesk, type Desk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { standardWorkflow } from '@caseload/lifecycle'
import { sqliteStorage } from '@caseload/storage-sqlite'

const opened = instant('2026-03-02T08:00:00Z')
const tickets = 10_000
const hourMs = 3_600_000

const policies = (version: number, pendingExpiresAfter: string, goal: string): PoliciesDocument => ({
  ...standardPolicies,
  workflows: [{ ...standardWorkflow, version, pendingExpiresAfter }],
  sla: [{ schema: 1, id: 'support', version, policies: [{ id: 'all', targets: { firstReply: goal, resolution: 'PT400H' } }] }],
})
const first = policies(1, 'PT336H', 'PT48H')

/** What a switch of the policies costs with 10,000 open tickets with two clocks each on SQLite, `synchronous: 'full'`: one that times no ticket otherwise, one that does some, and one that does all. */
export async function rearm(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-rearm-'))
  const path = join(folder, 'desk.db')
  let now = opened
  const desk = orThrow(
    await createDesk({ storage: sqliteStorage(path), policies: first, policyRegistry: true, clock: { now: () => now } }),
  )
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['administrator'] })
  await fill(desk, path)
  console.log(
    `rearm: ${tickets.toLocaleString('en')} open tickets with two clocks each on SQLite, every tenth of them waits for its requester`,
  )
  const walked = async (name: string, changed: PoliciesDocument | null): Promise<number> => {
    if (changed === null) orThrow(await ada.rearmTimers())
    else {
      const { version } = orThrow(await ada.publishPolicies(changed, { reason: 'because' }))
      orThrow(await ada.activatePolicies(version, { reason: 'because' }))
    }
    // Further apart than clocks may be, and long before any timer is due.
    now = addMs(now, 2 * hourMs)
    const began = performance.now()
    const { failed } = orThrow(await desk.runDueTimers({ limit: 1_000_000 }))
    if (failed.length > 0) throw new Error(`failed: ${JSON.stringify(failed[0])}`)
    const ms = performance.now() - began
    console.log(`  ${name}  ${ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms, ${((ms * 1000) / tickets).toFixed(0)} µs a ticket`)
    return ms
  }
  const none = await walked('another phone country: none is timed otherwise', { ...first, phoneCountry: 'FI' })
  await walked('another wait for the requester: a tenth is     ', policies(2, 'PT400H', 'PT48H'))
  await walked('another first reply: all deadlines move        ', policies(3, 'PT400H', 'PT72H'))
  await walked('every one set anew, `rearmTimers()`            ', null)
  console.log('')
  orThrow(await desk.close())
  rmSync(folder, { recursive: true, force: true })
  return none <= 100
}

/** Copies of two tickets with their clocks, written by the engine itself. */
async function fill(desk: Desk, path: string): Promise<void> {
  const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['supervisor'] })
  const call = { channel: 'email', kind: 'incident', from: { email: 'eve@example.com' }, subject: 'Fire', body: 'x' } as const
  const fresh = orThrow(await ada.openTicket(call)).ticket
  const asked = orThrow(await ada.openTicket(call)).ticket
  orThrow(await ada.requestInformation(asked.id))
  const database = new DatabaseSync(path)
  database.exec('pragma synchronous = off')
  for (const [{ id, number }, from, many] of [
    [fresh, 0, tickets * 0.9 - 1],
    [asked, tickets, tickets * 0.1 - 1],
  ] as const) {
    const series = `(with recursive s(n) as (select ${from + 1} union all select n + 1 from s where n < ${from + many}) select n from s)`
    for (const table of ['k_ticket', 'k_ticket_clocks']) {
      const columns = database.prepare(`select name from pragma_table_info('${table}')`).all()
      const names = columns.map(({ name }) => String(name))
      const copy = `'${id.slice(0, -8)}' || printf('%08d', n)`
      const values = names.map((name) =>
        name === 'id'
          ? copy
          : name === 'doc'
            ? `replace(replace(doc, '${id}', ${copy}), '"number":${number},', '"number":null,')`
            : `"${name}"`,
      )
      const into = names.map((name) => `"${name}"`).join(', ')
      database.exec(`insert into ${table} (${into}) select ${values.join(', ')} from ${table}, ${series} where id = '${id}'`)
    }
  }
  database.exec('analyze')
  database.close()
}
