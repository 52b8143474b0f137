import { concentration } from '@caseload/statistics'
import { describe, expect, it } from 'vitest'
import { miss, table, type Vector, vectors } from '../../test/vectors.ts'
import { count, dataset, type Estimate, measure, share, week } from '../index.ts'

type Figures = Readonly<Record<string, number | null>>
const tol = { rel: 1e-9, abs: 1e-9 }

function vectorOf<Expected>(call: string): Vector<unknown, Expected> {
  const found = vectors<unknown, Expected>('ds_dataset_metrics.json').find((vector) => vector.call.startsWith(call))
  if (found === undefined) throw new TypeError(`no vector ${call}`)
  return found
}

function expectFigures(found: Readonly<Record<string, number | null | undefined>>, expected: Figures, of: string): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  for (const [name, value] of Object.entries(expected)) expect(miss(found[name], value, tol, `${of} ${name}`)).toBeNull()
}

const time = measure('time', 'hours', 'amount')
const localTime = (text: string): number => {
  const [, day, month, year, clock] = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)$/.exec(text) ?? []
  return Date.parse(`${year}-${month}-${day}T${clock}:00Z`)
}

describe('given the incidents of a ServiceNow desk', () => {
  const last = new Map(
    table(new URL('../../test/data/servicenow-incidents.csv.gz', import.meta.url), ';').map((row) => [row('number'), row]),
  )
  const incidents = dataset(
    Array.from(last.values(), (row) => ({
      priority: row('priority'),
      openedAt: localTime(row('opened_at')),
      hours: row('resolved_at') === '?' ? null : (localTime(row('resolved_at')) - localTime(row('opened_at'))) / 3_600_000,
      slaMet: row('made_sla') === 'TRUE',
      reopened: Number(row('reopen_count')) > 0,
      reassigned: Number(row('reassignment_count')) > 0,
    })),
  )
  const metrics = [
    count('n'),
    time.median(),
    time.p90(),
    time.mean(),
    share('sla', 'slaMet'),
    share('reopened', 'reopened'),
    share('reassigned', 'reassigned'),
  ] as const

  it('agrees with pandas by priority', () => {
    const { expected } = vectorOf<Readonly<Record<string, Figures>>>('byPriority')
    const groups = incidents.query({ metrics, by: ['priority'] })._unsafeUnwrap()
    expect(groups.map((group) => group.by.priority)).toEqual(Object.keys(expected).sort())
    for (const { by, values } of groups) {
      const found = {
        n: values.n.value,
        median_h: values['time.median'].value,
        p90_h: values['time.p90'].value,
        mean_h: values['time.mean'].value,
        n_resolved_at: values['time.mean'].n,
        sla_attainment: values.sla.value,
        sla_wilson_low: values.sla.low,
        sla_wilson_high: values.sla.high,
        reopen_rate: values.reopened.value,
        reassigned_rate: values.reassigned.value,
      }
      expectFigures(found, expected[String(by.priority)] ?? {}, String(by.priority))
    }
  })
  it('agrees with pandas by week, Monday first', () => {
    const { expected } = vectorOf<Readonly<Record<string, Figures>>>('byOpenedWeek')
    const groups = incidents.query({ metrics, by: [week('openedAt', 'UTC')] })._unsafeUnwrap()
    expect(groups.map((group) => group.by.week)).toEqual(Object.keys(expected))
    for (const { by, values } of groups) {
      const found = {
        n: values.n.value,
        median_h: values['time.median'].value,
        p90_h: values['time.p90'].value,
        sla_attainment: values.sla.value,
      }
      expectFigures(found, expected[String(by.week)] ?? {}, String(by.week))
    }
  })
})

describe('given ratings by channel', () => {
  it('agrees with pandas and statsmodels', () => {
    const { expected } = vectorOf<Readonly<Record<string, Figures>>>('csatByChannel')
    const rows = table(new URL('../../test/data/kaggle-ratings.csv.gz', import.meta.url), ';').map((row) => {
      const text = row('Customer Satisfaction Rating')
      const rating = text === '' ? null : Number(text)
      return { channel: row('Ticket Channel'), rating, rated: rating !== null, top: rating === null ? null : rating >= 4 }
    })
    const groups = dataset(rows)
      .query({
        metrics: [count('n'), share('rated', 'rated'), measure('rating', 'rating', 'amount').mean(), share('top', 'top')],
        by: ['channel'],
      })
      ._unsafeUnwrap()
    expect(groups).toHaveLength(Object.keys(expected).length)
    for (const { by, values } of groups) {
      const found = {
        n: values.n.value,
        rated: values.top.n,
        response_rate: values.rated.value,
        mean: values['rating.mean'].value,
        top2_share: values.top.value,
        wilson_low: values.top.low,
        wilson_high: values.top.high,
      }
      expectFigures(found, expected[String(by.channel)] ?? {}, String(by.channel))
    }
  })
})

describe('given requests to a city', () => {
  const rows = table(new URL('../../test/data/nyc311-requests.csv.gz', import.meta.url), ';').map((row) => {
    const closed = row('closed_date')
    const hours = closed === '' ? null : (Date.parse(`${closed}Z`) - Date.parse(`${row('created_date')}Z`)) / 3_600_000
    return { agency: row('agency'), type: row('complaint_type'), hours }
  })

  it('agrees with pandas by agency, and says null where nothing was closed', () => {
    const { expected } = vectorOf<Readonly<Record<string, Figures>>>('byAgency')
    const groups = dataset(rows)
      .query({ metrics: [count('n'), time.median()], by: ['agency'] })
      ._unsafeUnwrap()
    expect(groups).toHaveLength(Object.keys(expected).length)
    const closedOnly = (estimate: Estimate) => ({ closed: estimate.n, median_h_closed_only: estimate.value })
    for (const { by, values } of groups) {
      expectFigures(
        { n: values.n.value, ...closedOnly(values['time.median']) },
        expected[String(by.agency)] ?? {},
        String(by.agency),
      )
    }
  })
  it('agrees on how few complaint types make most of the work', () => {
    const { expected } = vectorOf<Figures>('pareto')
    const groups = dataset(rows)
      .query({ metrics: [count('n')], by: ['type'] })
      ._unsafeUnwrap()
    const found = concentration(groups.map((group) => group.rows))._unsafeUnwrap()
    const figures = {
      types: found?.categories,
      share_top5: found?.cumulativeShares[4],
      types_for_80pct: (found?.cumulativeShares.findIndex((share) => share >= 0.8) ?? Number.NaN) + 1,
      herfindahl: found?.herfindahl,
      entropy_nats: found?.entropyNats,
    }
    expectFigures(figures, expected, 'pareto')
  })
})
