import type { Estimate, LogDescription } from '@caseload/analytics'
import { formatCount, formatNumber, formatShare, formatSpan, none } from '../text/format.ts'
import type { Table } from '../text/table.ts'
import type { Outcome, TicketGroup } from './outcome.ts'
import type { PromiseKept } from './promises-kept.ts'
import { type PublishedFact, publishedFacts, publishedLog } from './published-facts.ts'

const mostRows = 12

/** The outcome as tables. `sha256` and `whole` say whether this is the log that facts are published about, all of it. */
export function outcomeTables(outcome: Outcome, source: { readonly sha256: string; readonly whole: boolean }): readonly Table[] {
  return [
    factTable(outcome.log, source.whole && source.sha256 === publishedLog),
    timeTable(outcome.all),
    rateTable(outcome.all),
    ...outcome.groups.map(({ title, groups }) => groupTable(title, groups)),
    deviationTable(outcome),
  ]
}

/** How promises were kept, as a table; none where nothing was promised. */
export function promiseTables(kept: readonly PromiseKept[]): readonly Table[] {
  if (kept.length === 0) return []
  const reasons = (leftOut: PromiseKept['leftOut']): string =>
    Object.entries(leftOut)
      .map(([reason, times]) => `${formatCount(times)} ${reason}`)
      .join(', ')
  return [
    {
      title: 'Promises kept, by impact',
      columns: ['clock', 'goal', 'impact', 'kept', '95 % interval', 'of', 'not counted'],
      rows: kept.map(({ clock, goal, impact, share, leftOut }) => [
        clock,
        goal,
        impact ?? 'not said',
        formatShare(share.value),
        interval(share, formatShare),
        formatCount(share.n),
        reasons(leftOut),
      ]),
      note: 'The promises are made up, see promises.json; a miss counts as soon as it is certain, each cycle is a promise of its own.',
    },
  ]
}

function factTable(log: LogDescription, published: boolean): Table {
  const seconds = (ms: number | null | undefined): number | null => (ms === null || ms === undefined ? null : ms / 1000)
  const row = (fact: PublishedFact, here: number | null): readonly string[] => {
    const ours = formatNumber(here, fact.decimals)
    const theirs = formatNumber(fact.value, fact.decimals)
    return [fact.name, published ? theirs : none, ours, published ? (ours === theirs ? 'same' : 'DIFFERENT') : none]
  }
  return {
    title: 'The log, folded back from the journal, beside what others have published about it',
    columns: ['fact', 'published', 'here', 'agreement'],
    rows: [
      row(publishedFacts.cases, log.cases),
      row(publishedFacts.events, log.events),
      row(publishedFacts.activities, log.activities),
      row(publishedFacts.variants, log.variants),
      row(publishedFacts.eventsPerCaseMean, log.eventsPerCase?.mean ?? null),
      row(publishedFacts.eventsPerCaseSd, log.eventsPerCase?.sampleSd ?? null),
      row(publishedFacts.eventsPerCaseMax, log.eventsPerCase?.max ?? null),
      row(publishedFacts.caseSecondsMean, seconds(log.caseDurationMs?.mean)),
      row(publishedFacts.caseSecondsSd, seconds(log.caseDurationMs?.sampleSd)),
      row(publishedFacts.groups, log.groups),
      row(publishedFacts.resources, log.resources),
    ],
    note: published ? null : 'Nothing is published about this selection of rows.',
  }
}

function timeTable(all: TicketGroup['values']): Table {
  const row = (name: string, median: Estimate, p90: Estimate): readonly string[] => [
    name,
    formatSpan(median.value),
    interval(median, formatSpan),
    formatSpan(p90.value),
    interval(p90, formatSpan),
    formatCount(median.n),
    formatCount(median.missing),
  ]
  return {
    title: 'Times from opening, by the clock on the wall',
    columns: ['time to', 'median', '95 % interval', 'p90', '95 % interval', 'n', 'not yet'],
    rows: [
      row('first touch', all['firstTouchTime.median'], all['firstTouchTime.p90']),
      row('first resolution', all['firstResolutionTime.median'], all['firstResolutionTime.p90']),
      row('last resolution', all['fullResolutionTime.median'], all['fullResolutionTime.p90']),
    ],
    note: `Tickets open when the log ended: ${formatCount(all.open.value)}. A ticket that begins accepted was touched at once.`,
  }
}

function rateTable(all: TicketGroup['values']): Table {
  const row = (name: string, rate: Estimate): readonly string[] => [
    name,
    formatShare(rate.value),
    interval(rate, formatShare),
    formatCount(rate.n),
  ]
  return {
    title: 'Rates',
    columns: ['tickets that', 'share', '95 % interval', 'of'],
    rows: [
      row('came back (reopened)', all.reopenRate),
      row('more than one team had (handed over)', all.handoverRate),
      row('went straight back to the team before (ping-pong)', all.pingPongRate),
      row('went to a higher support line (escalated)', all.escalationRate),
    ],
    note: `Hand-overs in all: ${formatCount(all['handovers.sum'].value)}, of which ping-pong: ${formatCount(all['pingPongs.sum'].value)}.`,
  }
}

function groupTable(title: string, groups: readonly TicketGroup[]): Table {
  const rest = groups.length - mostRows
  return {
    title: `By ${title}`,
    columns: [title, 'tickets', 'open', 'resolution, median', 'p90', 'n', 'reopened', 'handed over', 'ping-pong'],
    rows: groups
      .slice(0, mostRows)
      .map(({ key, values }) => [
        key === null ? 'not said' : String(key),
        formatCount(values.tickets.value),
        formatCount(values.open.value),
        formatSpan(values['fullResolutionTime.median'].value),
        formatSpan(values['fullResolutionTime.p90'].value),
        formatCount(values['fullResolutionTime.median'].n),
        formatShare(values.reopenRate.value),
        formatShare(values.handoverRate.value),
        formatShare(values.pingPongRate.value),
      ]),
    note: rest > 0 ? `The ${mostRows} with most tickets; ${formatCount(rest)} more are not shown.` : null,
  }
}

function deviationTable(outcome: Outcome): Table {
  const rest = outcome.deviations.length - mostRows
  return {
    title: 'What the workflow would have refused; the ticket followed the log all the same',
    columns: ['reason', 'from', 'to', 'times'],
    rows: outcome.deviations.slice(0, mostRows).map((one) => [one.reason, one.from, one.to, formatCount(one.count)]),
    note: `${formatCount(outcome.all['deviations.sum'].value)} deviations of ${formatCount(outcome.deviations.length)} kinds${rest > 0 ? `; the rarest ${formatCount(rest)} kinds are in report.json` : ''}.`,
  }
}

function interval(estimate: Estimate, format: (value: number) => string): string {
  return estimate.low === null || estimate.high === null ? none : `${format(estimate.low)} to ${format(estimate.high)}`
}
