import { htmlTable } from './figure.ts'
import { flowPlot } from './flow-plot.ts'
import { html, json } from './html.ts'
import type { ReportData } from './report-data.ts'
import { resolutionPlot } from './resolution-plot.ts'
import { statusPlot } from './status-plot.ts'
import { style } from './style.ts'
import { volumePlot } from './volume-plot.ts'

/**
 * The report as one page that needs nothing else: no script runs, nothing is fetched (its own policy forbids both), and the data it was drawn from stands
 * in it as JSON.
 */
export function reportPage(data: ReportData): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${data.title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1>${data.title}</h1>
<p class="source">${data.source}</p>
<ul class="caveats">${data.caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul>
${volumePlot(data.volume)}
${resolutionPlot(data.resolution)}
${statusPlot(data.statuses)}
${flowPlot(data.flow)}
${data.tables.map((table) => html`<section>${htmlTable(table)}</section>`)}
</main>
<script type="application/json" id="report-data">${json(data)}</script>
</body>
</html>
`
  return page.html
}
