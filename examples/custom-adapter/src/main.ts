import { conformanceTable, runConformance } from '@caseload/storage-conformance'
import { kvAbout, openKvPlace } from './kv-place.ts'

/** Runs the kit on the adapter without any test runner, in the pass that applications use, and prints what it has shown. */
const report = await runConformance({ about: kvAbout, open: openKvPlace, passes: ['guarded'] })
console.log(conformanceTable(report))
const { results: _, ...badge } = report
console.log(JSON.stringify(badge))
process.exitCode = report.conforms ? 0 : 1
