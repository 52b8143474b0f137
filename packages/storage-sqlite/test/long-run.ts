import { conformanceTable, runConformance } from '@caseload/storage-conformance'
import { openSqlitePlace } from './sqlite-place.ts'

/** The kit at its most thorough on real files: fifty kills, thousands of random histories and openings, ten thousand documents; and the passes that every test run leaves out. */
for (const run of [{ passes: ['plain', 'noisy'] }, { passes: ['guarded'], thorough: true }] as const) {
  const start = performance.now()
  const report = await runConformance({ about: { durability: 'process', writers: 'one-host' }, open: openSqlitePlace, ...run })
  console.log(`${((performance.now() - start) / 1000).toFixed(1)} s: ${conformanceTable(report)}\n`)
  if (!report.conforms) process.exitCode = 1
}
