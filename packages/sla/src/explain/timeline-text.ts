import { formatInstant, type Instant } from '@caseload/core'
import { later } from '../time/later.ts'
import type { DueAccount, TimelineSpan } from './explain-due.ts'

const columns = 60
/** In the order in which they win a column that they share evenly. */
const signs = ['#', '+', '=', '.'] as const
type Sign = (typeof signs)[number]

/**
 * The picture of {@link timelineSvg} for where only text can be shown: `#` time that counted, `+` time that will count, `.` the calendar is closed, `=` the clock stands still, and `|` the deadline. A column shows what takes
 * most of it.
 *
 * @param account - From `explainDue`.
 * @returns Three lines: the clock and its start, the bar of 60 columns from the start to the deadline or the last stretch, and the deadline; two where there is none.
 *
 * @example
 * ```ts
 * import { compileCalendar } from '@caseload/calendar'
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, explainDue, slaState, timelineText } from '@caseload/sla'
 *
 * const office = orThrow(compileCalendar({ zone: 'UTC', week: { 'mon-fri': ['09:00-17:00'] } }))
 * const policies = [{ id: 'all', calendar: 'office', targets: { agentWork: 'PT8H' } }]
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies }, { calendars: { office } }))
 * const signals = [
 *   { type: 'started', at: '2026-03-02T13:00Z' },
 *   { type: 'category-changed', at: '2026-03-02T15:00Z', category: 'pending' },
 *   { type: 'category-changed', at: '2026-03-02T16:00Z', category: 'open' },
 * ] as const
 * const now = instant('2026-03-03T10:00Z')
 * const clock = slaState(sla, { signals }, now).clocks['agentWork']
 * const account = clock && explainDue(sla, clock, now)
 * account && timelineText(account).split('\n')
 * // => [
 * //   'agentWork from 2026-03-02T13:00:00.000Z',
 * //   '#####==###......................................##++++++++++|',
 * //   'due 2026-03-03T14:00:00.000Z',
 * // ]
 * ```
 */
export function timelineText(account: DueAccount): string {
  const { clock, startedAt, dueAt, spans } = account
  const end = spans.reduce((last, { to }) => later(last, to), dueAt ?? startedAt)
  const columnMs = Math.max(1, end - startedAt) / columns
  const taken = Array.from({ length: columns }, (): Record<Sign, number> => ({ '#': 0, '+': 0, '=': 0, '.': 0 }))
  for (const { from, to, what, ahead } of spans) {
    for (let column = columnOf(from, startedAt, columnMs); column < columns; column += 1) {
      const begins = startedAt + column * columnMs
      if (begins >= to) break
      const shares = taken[column]
      if (shares !== undefined) shares[signOf(what, ahead)] += Math.min(to, begins + columnMs) - Math.max(from, begins)
    }
  }
  const bar = taken.map((shares) => signs.reduce((most, sign) => (shares[sign] > shares[most] ? sign : most)))
  const due = dueAt === null ? null : Math.round((dueAt - startedAt) / columnMs)
  const drawn = due === null ? bar : [...bar.slice(0, due), '|', ...bar.slice(due)]
  const head = `${clock} from ${formatInstant(startedAt)}\n${drawn.join('')}`
  return dueAt === null ? head : `${head}\ndue ${formatInstant(dueAt)}`
}

function columnOf(at: Instant, startedAt: Instant, columnMs: number): number {
  return Math.max(0, Math.floor((at - startedAt) / columnMs))
}

function signOf(what: TimelineSpan['what'], ahead: boolean): Sign {
  if (what === 'counted') return ahead ? '+' : '#'
  return what === 'paused' ? '=' : '.'
}
