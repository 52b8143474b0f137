import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { chromiumPath, lookAt, startBrowser } from '../../test/browser.ts'
import { sampleReport } from '../../test/sample-report.ts'
import { reportPage } from './report-page.ts'

const path = chromiumPath()
if (path === null) console.log('report in a browser: skipped, for there is no Chromium here (CHROMIUM=/path/to/it names one)')

describe.skipIf(path === null)('given the report in a browser', () => {
  it('shows every mark, in light and in dark, without a complaint or a request', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-report-'))
    const file = join(folder, 'report.html')
    writeFileSync(file, reportPage(sampleReport))
    const browser = await startBrowser(path ?? '')
    try {
      const url = pathToFileURL(file).href
      const light = await lookAt(browser, url, 'light', null)
      const dark = await lookAt(browser, url, 'dark', null)
      expect(light.marks).toEqual({ opened: 10, resolved: 10, backlog: 10, resolution: 14, statuses: 3, flow: 3 })
      expect(light).toMatchObject({ complaints: [], requests: [], background: 'rgb(255, 255, 255)', overflows: [] })
      expect(light.drawings).toEqual([
        'Volume and backlog',
        'Time to resolution',
        'Time in each status',
        'Hand-overs between teams',
      ])
      expect(dark).toEqual({ ...light, background: 'rgb(20, 24, 29)' })
    } finally {
      await browser.close()
      rmSync(folder, { recursive: true })
    }
  })
})
