import { formatCount, formatShare, formatSpan } from '../text/format.ts'
import { figure } from './figure.ts'
import { type Html, html } from './html.ts'
import type { StatusTime } from './report-data.ts'
import { linearScale } from './scale.ts'

const [width, left, right, step] = [960, 230, 700, 30]

/** Where the time goes: the sum of all tickets' time in each status, one bar each, coloured by whose turn it is. */
export function statusPlot(statuses: readonly StatusTime[]): Html {
  const x = linearScale([0, Math.max(1, ...statuses.map((status) => status.totalMs))], [0, right - left])
  const categories = [...new Set(statuses.map((status) => status.category))]
  return figure({
    id: 'statuses',
    title: 'Time in each status',
    description:
      'Where the time goes while tickets are neither resolved nor closed: the sum over all of them. To the right: share of the whole, and the time that half of the tickets which were ever in the status spent there at most.',
    size: [width, statuses.length * step + 20],
    drawing: statuses.flatMap((status, index) => {
      const y = index * step + 8
      const share = formatShare(status.share)
      const label = `${status.title}: ${formatSpan(status.totalMs)} in all, ${share}; median ${formatSpan(status.medianMs)} over ${status.tickets} tickets`
      const length = x(status.totalMs)
      return [
        html`<text class="label end" x="${left - 10}" y="${y + 15}">${status.title}</text>`,
        html`<rect class="mark category-${status.category}" data-plot="statuses" x="${left}" y="${y}" width="${length}" height="${step - 8}"><title>${label}</title></rect>`,
        html`<text class="tick" x="${left + length + 8}" y="${y + 15}">${share} · median ${formatSpan(status.medianMs)} of ${formatCount(status.tickets)}</text>`,
      ]
    }),
    legend: categories.map((category) => ({ style: `category-${category}`, label: category })),
    table: {
      title: 'Time in each status',
      columns: ['status', 'category', 'tickets', 'time in all', 'share', 'median'],
      rows: statuses.map((status) => [
        status.title,
        status.category,
        formatCount(status.tickets),
        formatSpan(status.totalMs),
        formatShare(status.share),
        formatSpan(status.medianMs),
      ]),
      note: null,
    },
  })
}
