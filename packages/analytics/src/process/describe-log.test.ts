import { existsSync } from 'node:fs'
import { instant, orThrow, parseId } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { History } from '../../test/history.ts'
import { miss, table, vectors } from '../../test/vectors.ts'
import { describeLog, directlyFollows, type ProcessLog, processLog, processLogFold, variants } from '../index.ts'

interface Expected {
  readonly cases: number
  readonly events: number
  readonly activities: number
  readonly first: string
  readonly last: string
  readonly variants_file_order: number
  readonly top5_variant_counts: readonly number[]
  readonly singleton_variants: number
  readonly case_duration_s: Readonly<Record<'mean' | 'sd_pop' | 'sd_sample' | 'max' | 'min' | 'sum', number>>
  readonly events_per_case: Readonly<Record<'mean' | 'sd_pop' | 'max' | 'min', number>>
  readonly directly_follows_edges: number
  readonly directly_follows_top10: readonly (readonly [string, string, number])[]
  readonly start_activities: Readonly<Record<string, number>>
  readonly end_activities: Readonly<Record<string, number>>
}

const file = new URL('../../../../examples/replay-helpdesk/data/bpic2013_incidents.csv.gz', import.meta.url)

/** The incident log of the BPI Challenge 2013, one activity a row. */
function incidentLog(nameOf: (row: (column: string) => string) => string): ProcessLog {
  const fold = processLogFold({ group: 'group', resource: 'resource' })
  const histories = new Map<string, History>()
  for (const row of table(file, ',')) {
    const at = row('time:timestamp')
    const name = row('case')
    const history = histories.get(name) ?? new History(name, at)
    histories.set(name, history)
    history.activity(at, nameOf(row), { group: row('org:group'), resource: row('org:resource') })
  }
  for (const history of histories.values()) for (const event of history.events) fold.add(event)
  return fold.finish()
}

describe.runIf(existsSync(file))('given the incident log of the BPI Challenge 2013', () => {
  const cases = vectors<{ readonly file: string; readonly activity: string }, Expected>('py_process_mining.json').filter(
    ({ input }) => input.file.startsWith('bpic2013'),
  )

  it.each(cases)('has the published size, variants and flow of $id', ({ input, expected, tol }) => {
    const both = input.activity === 'by_name+lifecycle'
    const log = incidentLog((row) => (both ? `${row('concept:name')}+${row('lifecycle:transition')}` : row('concept:name')))
    const found = describeLog(log)
    expect(found).toMatchObject({
      cases: expected.cases,
      events: expected.events,
      activities: expected.activities,
      variants: expected.variants_file_order,
      singletonVariants: expected.singleton_variants,
      firstAt: instant(expected.first),
      lastAt: instant(expected.last),
      groups: 649,
      resources: 1440,
      eventsPerCase: { max: expected.events_per_case.max, min: expected.events_per_case.min },
    })
    const { case_duration_s: duration, events_per_case: length } = expected
    expect(miss(found.eventsPerCase?.mean, length.mean, tol, 'events per case')).toBeNull()
    expect(miss(found.eventsPerCase?.populationSd, length.sd_pop, tol, 'events per case, sd')).toBeNull()
    expect(miss((found.caseDurationMs?.mean ?? 0) / 1000, duration.mean, tol, 'duration')).toBeNull()
    expect(miss((found.caseDurationMs?.sampleSd ?? 0) / 1000, duration.sd_sample, tol, 'duration, sd')).toBeNull()
    expect(miss((found.caseDurationMs?.populationSd ?? 0) / 1000, duration.sd_pop, tol, 'duration, population sd')).toBeNull()
    expect((found.caseDurationMs?.sum ?? 0) / 1000).toBe(duration.sum)
    expect(
      variants(log)
        .slice(0, 5)
        .map((variant) => variant.cases),
    ).toEqual(expected.top5_variant_counts)
    const flow = directlyFollows(log)
    expect(flow.edges).toHaveLength(expected.directly_follows_edges)
    expect(flow.edges.slice(0, 10).map(({ from, to, count }) => [from, to, count])).toEqual(expected.directly_follows_top10)
    expect(Object.fromEntries(flow.starts.map(({ step, cases: n }) => [step, n]))).toEqual(expected.start_activities)
    expect(Object.fromEntries(flow.ends.map(({ step, cases: n }) => [step, n]))).toEqual(expected.end_activities)
  })
})

describe('given a log of statuses', () => {
  const fold = processLogFold({ steps: 'status' })
  for (const history of [new History('1', 0).status(10, 'open').status(30, 'resolved'), new History('2', 5).status(6, 'open')]) {
    for (const event of history.events) fold.add(event)
  }

  it('has a step for the opening and each change', () => {
    expect(describeLog(fold.finish())).toMatchObject({
      cases: 2,
      events: 5,
      activities: 3,
      variants: 2,
      singletonVariants: 2,
      firstAt: 0,
      lastAt: 30,
      groups: 0,
      resources: 2,
    })
  })
  it('refuses a version that stands twice', () => {
    const [event] = new History('1', 0).events
    if (event === undefined) throw new TypeError('there is an event')
    expect(fold.add(event)._unsafeUnwrapErr()).toMatchObject({
      kind: 'analytics/broken-stream',
      stream: 'tkt_1',
      version: 1,
      expectedVersion: 4,
    })
  })
})

describe('given a whole journal, activities among other events', () => {
  it('counts groups by the name that the activities give, not also by the team that had the ticket', () => {
    const at = instant(0)
    const envelope = { stream: 'tkt_1', actor: 'system:log', at, recordedAt: at, schema: 1, cause: null } as const
    const transferred = {
      ...envelope,
      version: 1,
      type: 'ticket-transferred',
      data: { from: null, to: orThrow(parseId('team', 'team_v30')) },
    } as const
    const activity = {
      ...envelope,
      version: 2,
      type: 'activity-recorded',
      data: { code: 'Accepted', attributes: { group: 'V30' } },
    } as const
    expect(orThrow(processLog([transferred, activity], { group: 'group' })).groups).toEqual(['V30'])
    expect(orThrow(processLog([transferred, activity])).groups).toEqual(['team_v30'])
  })
})
