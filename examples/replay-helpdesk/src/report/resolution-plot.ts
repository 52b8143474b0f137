import { formatCount, formatSpan } from '../text/format.ts'
import { figure } from './figure.ts'
import { type Html, html } from './html.ts'
import type { ReportData } from './report-data.ts'
import { linearScale, logScale, ticks } from './scale.ts'

const [width, left, right, top, base] = [960, 60, 948, 40, 300]

const landmarks: readonly (readonly [number, string])[] = [
  [1000, '1 s'],
  [60_000, '1 min'],
  [600_000, '10 min'],
  [3_600_000, '1 h'],
  [21_600_000, '6 h'],
  [86_400_000, '1 day'],
  [604_800_000, '1 week'],
  [2_592_000_000, '30 days'],
  [31_536_000_000, '1 year'],
]

/** How long tickets took to be resolved for good, as a histogram on a logarithmic axis with the median and the ninth decile. */
export function resolutionPlot(resolution: ReportData['resolution']): Html {
  const { bins } = resolution
  const from = bins[0]?.fromMs ?? 1
  const to = bins.at(-1)?.toMs ?? 10
  const x = logScale([from, to], [left, right])
  const counts = ticks(Math.max(0, ...bins.map((bin) => bin.count)))
  const y = linearScale([0, counts.at(-1) ?? 1], [base, top])
  const marker = (label: string, ms: number | null): readonly Html[] =>
    ms === null
      ? []
      : [
          html`<line class="marker" x1="${x(ms)}" x2="${x(ms)}" y1="${top - 12}" y2="${base}"/>`,
          html`<text class="panel middle" x="${x(ms)}" y="${top - 18}">${label} ${formatSpan(ms)}</text>`,
        ]
  return figure({
    id: 'resolution',
    title: 'Time to resolution',
    description: `How long ${formatCount(resolution.n)} tickets took from opening to being resolved for good; ${formatCount(resolution.open)} more were open when the log ended and are not in the picture. Half took at most ${formatSpan(resolution.medianMs)}, nine in ten at most ${formatSpan(resolution.p90Ms)}. The axis is logarithmic${resolution.below === 0 ? '' : `; on it is no place for ${formatCount(resolution.below)} resolved in the moment of opening`}.`,
    size: [width, 350],
    drawing: [
      ...counts.map(
        (value) =>
          html`<line class="grid" x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}"/><text class="tick end" x="${left - 8}" y="${y(value) + 4}">${formatCount(value)}</text>`,
      ),
      ...bins.map((bin) => {
        const label = `${formatSpan(bin.fromMs)} to ${formatSpan(bin.toMs)}: ${bin.count} tickets`
        return html`<rect class="mark resolved" data-plot="resolution" x="${x(bin.fromMs) + 1}" y="${y(bin.count)}" width="${Math.max(0.5, x(bin.toMs) - x(bin.fromMs) - 2).toFixed(2)}" height="${(base - y(bin.count)).toFixed(2)}"><title>${label}</title></rect>`
      }),
      ...landmarks
        .filter(([ms]) => ms >= from && ms <= to)
        .map(
          ([ms, label]) =>
            html`<line class="axis" x1="${x(ms)}" x2="${x(ms)}" y1="${base}" y2="${base + 6}"/><text class="tick middle" x="${x(ms)}" y="${base + 22}">${label}</text>`,
        ),
      ...marker('median', resolution.medianMs),
      ...marker('p90', resolution.p90Ms),
    ],
    legend: [],
    table: {
      title: 'Time to resolution',
      columns: ['from', 'to', 'tickets'],
      rows: bins.map((bin) => [formatSpan(bin.fromMs), formatSpan(bin.toMs), formatCount(bin.count)]),
      note: null,
    },
  })
}
