import { conformanceTable, runConformance } from '@caseload/storage-conformance'
import { openSqlitePlace } from './sqlite-place.ts'

/** The kit at its most thorough on real files: fifty kills, thousands of random histories and openings, ten thousand documents. */
const start = performance.now()
const report = await runConformance({
  about: { durability: 'process', writers: 'one-host' },
  passes: ['guarded'],
  thorough: true,
  open: openSqlitePlace,
})
console.log(`${((performance.now() - start) / 1000).toFixed(1)} s: ${conformanceTable(report)}`)
process.exitCode = report.conforms ? 0 : 1
