import type { ReportData } from '../src/report/report-data.ts'

/** A small report, made up so that every mark differs. */
export const sampleReport: ReportData = {
  title: 'A desk <made up>',
  source: `Nothing real, SHA-256 ${'0123456789abcdef'.repeat(4)}.`,
  caveats: ['Made up & small.'],
  volume: {
    period: 'week',
    zone: 'Europe/Brussels',
    drawnFrom: 2,
    points: Array.from({ length: 12 }, (_, index) => ({
      period: `2012-0${1 + Math.floor(index / 4)}-0${1 + (index % 4) * 2}`,
      opened: 40 + index * 13,
      reopened: index,
      resolved: 20 + index * 17,
      open: 20 + index * 21,
    })),
  },
  resolution: {
    n: 900,
    open: 12,
    below: 3,
    medianMs: 36_000_000,
    p90Ms: 900_000_000,
    bins: Array.from({ length: 14 }, (_, index) => ({
      fromMs: 60_000 * 3 ** index,
      toMs: 60_000 * 3 ** (index + 1),
      count: 10 + ((index * 37) % 90),
    })),
  },
  statuses: [
    { title: 'Accepted: Wait - User', category: 'pending', tickets: 40, totalMs: 9e9, share: 9 / 14, medianMs: 2e8 },
    { title: 'Accepted: In Progress', category: 'open', tickets: 90, totalMs: 4e9, share: 4 / 14, medianMs: 4e7 },
    { title: 'Queued: Awaiting Assignment', category: 'new', tickets: 55, totalMs: 1e9, share: 1 / 14, medianMs: 4e6 },
  ],
  flow: {
    teams: ['G97', 'G230 2nd', 'S42', 'all others'],
    others: 'all others',
    flows: [
      { from: 'G97', to: 'G230 2nd', count: 120 },
      { from: 'G230 2nd', to: 'G97', count: 80 },
      { from: 'S42', to: 'all others', count: 3 },
    ],
    total: 260,
  },
  tables: [{ title: 'Facts', columns: ['fact', 'published', 'here'], rows: [['cases', '7,554', '7,554']], note: 'A note.' }],
}
