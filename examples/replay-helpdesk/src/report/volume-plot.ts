import { formatCount } from '../text/format.ts'
import { figure } from './figure.ts'
import { type Html, html } from './html.ts'
import type { ReportData } from './report-data.ts'
import { linearScale, type Scale, ticks } from './scale.ts'

const width = 960
const left = 60
const right = 948

/** Tickets opened and resolved in each period above, tickets open at its end below; one time axis, so that the two can be compared by eye. */
export function volumePlot(volume: ReportData['volume']): Html {
  const { period } = volume
  const points = volume.points.slice(volume.drawnFrom)
  const slot = (right - left) / Math.max(1, points.length)
  const flowTop = ticks(Math.max(0, ...points.map((point) => Math.max(point.opened, point.resolved))))
  const openTop = ticks(Math.max(0, ...points.map((point) => point.open)))
  const flowY = linearScale([0, flowTop.at(-1) ?? 1], [190, 24])
  const openY = linearScale([0, openTop.at(-1) ?? 1], [380, 234])
  const bars = points.flatMap((point, index) => {
    const x = left + index * slot
    const label = `${period} of ${point.period}: ${point.opened} opened, ${point.reopened} reopened, ${point.resolved} resolved, ${point.open} open at its end`
    return [
      bar('opened', x + slot * 0.08, slot * 0.4, flowY(point.opened), 190, label),
      bar('resolved', x + slot * 0.52, slot * 0.4, flowY(point.resolved), 190, label),
      bar('backlog', x + slot * 0.08, slot * 0.84, openY(point.open), 380, label),
    ]
  })
  return figure({
    id: 'volume',
    title: 'Volume and backlog',
    description: `Tickets opened and resolved ${period === 'day' ? 'on' : 'in'} each ${period} (above), and tickets open at the end of the ${period} (below). ${period === 'week' ? 'Weeks begin on Monday. ' : ''}Zone: ${volume.zone}.${volume.drawnFrom === 0 ? '' : ` The first ${volume.drawnFrom} ${period}s, in which together at most one ticket in twenty was opened, are left out.`}`,
    size: [width, 420],
    drawing: [
      html`<text class="panel" x="${left}" y="14">per ${period}</text>`,
      html`<text class="panel" x="${left}" y="224">open at the end of the ${period}</text>`,
      ...grid(flowTop, flowY),
      ...grid(openTop, openY),
      ...bars,
      ...timeLabels(
        points.map((point) => point.period),
        slot,
      ),
    ],
    legend: [
      { style: 'opened', label: 'opened' },
      { style: 'resolved', label: 'resolved' },
      { style: 'backlog', label: 'open' },
    ],
    table: {
      title: 'Volume and backlog',
      columns: [period, 'opened', 'reopened', 'resolved', 'open at its end'],
      rows: points.map((point) => [
        point.period,
        formatCount(point.opened),
        formatCount(point.reopened),
        formatCount(point.resolved),
        formatCount(point.open),
      ]),
      note: null,
    },
  })
}

function bar(kind: string, x: number, barWidth: number, y: number, base: number, label: string): Html {
  const height = Math.round((base - y) * 100) / 100
  return html`<rect class="mark ${kind}" data-plot="${kind}" x="${x.toFixed(2)}" y="${y}" width="${Math.max(0.5, barWidth).toFixed(2)}" height="${height}"><title>${label}</title></rect>`
}

function grid(values: readonly number[], y: Scale): readonly Html[] {
  return values.map(
    (value) =>
      html`<line class="grid" x1="${left}" x2="${right}" y1="${y(value)}" y2="${y(value)}"/><text class="tick end" x="${left - 8}" y="${y(value) + 4}">${formatCount(value)}</text>`,
  )
}

function timeLabels(periods: readonly string[], slot: number): readonly Html[] {
  const every = Math.max(1, Math.ceil(periods.length / 10))
  return periods.flatMap((period, index) => {
    if (index % every !== 0) return []
    const x = (left + (index + 0.5) * slot).toFixed(1)
    return [html`<text class="tick middle" x="${x}" y="400">${period}</text>`]
  })
}
