import { formatInstant, type Instant } from '@caseload/core'
import { later } from '../time/later.ts'
import type { DueAccount, TimelineSpan } from './explain-due.ts'

const colours: Readonly<Record<TimelineSpan['what'], string>> = { counted: '#2e7d32', skipped: '#e0e0e0', paused: '#f9a825' }
const width = 800

/**
 * A picture of an account: one bar from the start to the deadline or the last stretch, green where time counted, grey where the calendar was closed, amber where the clock stood still, paler ahead
 * of now, a dashed blue line where the clocks on the wall change, and a red line at the deadline. Every stretch has a title with its times and reason.
 *
 * @param account - From `explainDue`.
 * @returns A self-contained SVG document without scripts or fonts.
 *
 * @example
 * ```ts
 * import { instant, orThrow } from '@caseload/core'
 * import { compileSla, explainDue, slaState, timelineSvg } from '@caseload/sla'
 *
 * const sla = orThrow(compileSla({ schema: 1, id: 'support', version: 1, policies: [{ id: 'all', targets: { firstReply: 'PT4H' } }] }))
 * const now = instant('2026-03-02T09:00Z')
 * const clock = slaState(sla, { signals: [{ type: 'started', at: '2026-03-02T08:00Z' }] }, now).clocks['firstReply']
 * const account = clock && explainDue(sla, clock, now)
 * const svg = account ? timelineSvg(account) : ''
 * svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"') // => true
 * ```
 */
export function timelineSvg(account: DueAccount): string {
  const end = account.spans.reduce((last, { to }) => later(last, to), account.dueAt ?? account.startedAt)
  const length = Math.max(1, end - account.startedAt)
  const x = (at: Instant): string => (((at - account.startedAt) / length) * width).toFixed(2)
  const bars = account.spans
    .filter(({ from, to }) => to > from)
    .map(({ from, to, what, reason, ahead }) => {
      const extent = (((to - from) / length) * width).toFixed(2)
      const title = `${formatInstant(from)} – ${formatInstant(to)} ${what}: ${reason}`
      const opacity = ahead ? ' fill-opacity="0.45"' : ''
      return `<rect x="${x(from)}" y="20" width="${extent}" height="24" fill="${colours[what]}"${opacity}><title>${escaped(title)}</title></rect>`
    })
  const changes = account.spans.flatMap(({ from, to, reason }) =>
    to > from
      ? []
      : [
          `<line x1="${x(from)}" y1="16" x2="${x(from)}" y2="48" stroke="#1565c0" stroke-dasharray="3 2"><title>${escaped(`${formatInstant(from)} ${reason}`)}</title></line>`,
        ],
  )
  const due =
    account.dueAt === null
      ? ''
      : `<line x1="${x(account.dueAt)}" y1="12" x2="${x(account.dueAt)}" y2="52" stroke="#c62828" stroke-width="2"/><text x="${x(account.dueAt)}" y="66" text-anchor="end" font-size="11">due ${formatInstant(account.dueAt)}</text>`
  const begin = `<text x="0" y="12" font-size="11">${escaped(account.clock)} from ${formatInstant(account.startedAt)}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 0 ${width + 8} 72" role="img"><title>${escaped(account.clock)}</title>${begin}${bars.join('')}${changes.join('')}${due}</svg>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
