import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { shipped, shippedMapping } from '../../test/shipped.ts'
import { readLog } from '../log/read-log.ts'
import { replayRows } from './replay-rows.ts'

describe('given the rows of the incident log', async () => {
  const mapping = shippedMapping()
  const log = orThrow(await readLog(shipped('data/bpic2013_incidents.csv.gz'), mapping))
  const rows = log.rows.map(replayRows(mapping.categoryOf))

  it('opens every case once', () => {
    expect(rows.filter((row) => row.opens)).toHaveLength(7554)
    expect(new Set(rows.map((row) => row.ticketId)).size).toBe(7554)
  })

  it('asks for nothing where a row changes neither status, group nor person', () => {
    const before = new Map<string, string>()
    const same = log.rows.filter((row) => {
      const said = [row.code, row.team, row.actor?.name].join('|')
      const repeats = before.get(row.caseToken) === said
      before.set(row.caseToken, said)
      return repeats
    })
    expect(same).toHaveLength(7890)
    const lines = new Set(same.map((row) => row.line))
    const asked = rows.filter((row) => lines.has(row.line) && row.changes.length > 0)
    expect(asked.length).toBe(0)
  })

  it('tells people from machines, and people of one name in two countries from each other', () => {
    expect(rows.filter((row) => row.actor.kind === 'system')).toHaveLength(6162)
    expect(new Set(rows.map((row) => row.actor.id)).size).toBe(1688)
    expect(new Set(rows.map((row) => row.activity.attributes['resource'])).size).toBe(1440)
  })

  it('reads the support line from the end of the group', () => {
    const inLine = (level: number): number => rows.filter((row) => row.state.level === level).length
    expect([inLine(1), inLine(2), inLine(3)]).toEqual([46_042, 16_580, 2911])
  })

  it('leaves a queued ticket to nobody and an accepted one to whoever accepted it', () => {
    for (const row of rows) {
      if (row.activity.code.startsWith('Queued/')) expect(row.state.assigneeId).toBeNull()
      if (row.activity.code.startsWith('Accepted/') && row.actor.kind === 'agent') expect(row.state.assigneeId).toBe(row.actor.id)
    }
  })

  it('repeats no name of a person', () => {
    const names = new Set(log.rows.flatMap((row) => (row.actor === null || row.actor.system !== null ? [] : [row.actor.name])))
    const told = new Set(
      rows.flatMap((row) => [row.actor.id, row.ticketId, row.state.teamId, ...Object.values(row.activity.attributes)]),
    )
    expect([...names].filter((name) => told.has(name))).toEqual([])
  })

  it('gives the first rows the same numbers as the whole', () => {
    const head = log.rows.slice(0, 500).map(replayRows(mapping.categoryOf))
    expect(head).toEqual(rows.slice(0, 500))
  })
})
