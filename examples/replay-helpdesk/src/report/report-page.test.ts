import { describe, expect, it } from 'vitest'
import { sampleReport } from '../../test/sample-report.ts'
import { reportPage } from './report-page.ts'

describe('given a report', () => {
  const page = reportPage(sampleReport)
  const marks = (plot: string): number => page.split(`data-plot="${plot}"`).length - 1

  const drawn = sampleReport.volume.points.length - sampleReport.volume.drawnFrom

  it('draws one mark for each number', () => {
    expect(marks('opened')).toBe(drawn)
    expect(marks('resolved')).toBe(drawn)
    expect(marks('backlog')).toBe(drawn)
    expect(marks('resolution')).toBe(sampleReport.resolution.bins.length)
    expect(marks('statuses')).toBe(sampleReport.statuses.length)
    expect(marks('flow')).toBe(sampleReport.flow.flows.length)
  })

  it('escapes what it is given', () => {
    expect(page).toContain('<h1>A desk &lt;made up&gt;</h1>')
    expect(page).not.toContain('<made up>')
  })

  it('asks nobody for anything', () => {
    expect(page).not.toMatch(/https?:|@import|url\(|<script(?! type="application\/json")/)
  })

  it('carries its data, which ends no element early', () => {
    const found = /<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(page)
    expect(JSON.parse(found?.[1] ?? '')).toEqual(sampleReport)
  })

  it('is the same page each time', () => {
    expect(reportPage(sampleReport)).toBe(page)
  })

  it('draws without a number that is none', () => {
    const empty = reportPage({
      ...sampleReport,
      volume: { ...sampleReport.volume, drawnFrom: 0, points: [] },
      resolution: { n: 0, open: 0, medianMs: null, p90Ms: null, bins: [], below: 0 },
      statuses: [],
      flow: { teams: [], others: null, flows: [], total: 0 },
    })
    expect(empty).not.toMatch(/NaN|Infinity|undefined/)
  })
})
