// Opens a report in a browser without a window, in light and in dark, and compares what it shows with the data in it. Keeps a picture of each beside it.
//   [FILE]              the report (default: demo-output/report.html)
//   --require-browser   fail, rather than say so and pass, where there is no Chromium
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { ReportData } from '../src/report/report-data.ts'
import { chromiumPath, lookAt, startBrowser } from '../test/browser.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'require-browser': { type: 'boolean', default: false } },
})
const file = resolve(positionals[0] ?? 'demo-output/report.html')
const path = chromiumPath()
if (path === null) {
  console.log('report in a browser: not looked at, for there is no Chromium here (CHROMIUM=/path/to/it names one)')
  process.exit(values['require-browser'] ? 1 : 0)
}

const embedded = /<script type="application\/json" id="report-data">(.*?)<\/script>/s.exec(readFileSync(file, 'utf8'))
const data: ReportData = JSON.parse(embedded?.[1] ?? 'null')
const points = data.volume.points.length - data.volume.drawnFrom
const expected = {
  opened: points,
  resolved: points,
  backlog: points,
  resolution: data.resolution.bins.length,
  statuses: data.statuses.length,
  flow: data.flow.flows.length,
}

const browser = await startBrowser(path)
try {
  for (const scheme of ['light', 'dark'] as const) {
    const look = await lookAt(browser, pathToFileURL(file).href, scheme, file.replace(/\.html$/, `-${scheme}.png`))
    const findings = [
      ...look.complaints,
      ...look.requests.map((url) => `asked for ${url}`),
      ...Object.entries(expected).flatMap(([plot, count]) =>
        (look.marks[plot] ?? 0) === count ? [] : [`${plot}: ${look.marks[plot] ?? 0} marks for ${count} numbers`],
      ),
      ...look.overflows.map((width) => `the page is wider than a window of ${width} px`),
    ]
    const marks = Object.values(look.marks).reduce((sum, count) => sum + count, 0)
    console.log(
      `report in a browser, ${scheme}: ${findings.length === 0 ? `${marks} marks, as many as numbers; nothing asked for, no complaint` : findings.join('; ')}`,
    )
    if (findings.length > 0) process.exitCode = 1
  }
} finally {
  await browser.close()
}
