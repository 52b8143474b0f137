import { formatCount } from '../text/format.ts'
import { figure } from './figure.ts'
import { type Html, html } from './html.ts'
import type { ReportData } from './report-data.ts'

const [left, top, cell] = [110, 90, 44]

/** Who hands over to whom: one square for each pair of the busiest teams. Two dark squares that mirror each other are a ping-pong. */
export function flowPlot(flow: ReportData['flow']): Html {
  const { teams, others, flows } = flow
  // The others together outweigh any pair: they would leave all pairs pale.
  const most = Math.max(1, ...flows.filter((one) => one.from !== others && one.to !== others).map((one) => one.count))
  const place = (team: string): number => teams.indexOf(team)
  return figure({
    id: 'flow',
    title: 'Hand-overs between teams',
    description: `How often tickets went from the team of a row to the team of a column: the teams that most tickets went through, ${others === null ? 'which are all' : 'and the others together'}; ${formatCount(flow.total)} hand-overs in all. Squares that mirror each other across the diagonal show tickets going back and forth.`,
    size: [left + teams.length * cell + 20, top + teams.length * cell + 20],
    drawing: [
      ...teams.map(
        (team, index) => html`<text class="label end" x="${left - 10}" y="${top + index * cell + cell / 2 + 4}">${team}</text>`,
      ),
      ...teams.map(
        (team, index) =>
          html`<text class="label" transform="translate(${left + index * cell + cell / 2 + 4} ${top - 10}) rotate(-60)">${team}</text>`,
      ),
      ...teams.map(
        (_, index) =>
          html`<rect class="diagonal" x="${left + index * cell}" y="${top + index * cell}" width="${cell - 2}" height="${cell - 2}"/>`,
      ),
      ...flows.map((one) => {
        const x = left + place(one.to) * cell
        const y = top + place(one.from) * cell
        const strength = Math.min(1, Math.max(0.08, Math.sqrt(one.count / most)))
        const ink = strength > 0.55 ? 'on-dark' : 'on-light'
        return html`<g><rect class="mark handover" data-plot="flow" x="${x}" y="${y}" width="${cell - 2}" height="${cell - 2}" fill-opacity="${strength.toFixed(3)}"><title>${one.from} to ${one.to}: ${one.count}</title></rect><text class="cell middle ${ink}" x="${x + cell / 2 - 1}" y="${y + cell / 2 + 4}">${formatCount(one.count)}</text></g>`
      }),
    ],
    legend: [],
    table: {
      title: 'Hand-overs between teams',
      columns: ['from', 'to', 'hand-overs'],
      rows: flows.map((one) => [one.from, one.to, formatCount(one.count)]),
      note: null,
    },
  })
}
