import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, step, type Tally } from './tally.ts'

const reports = 'coverage/tests'
// One for each of four zones, and one for what is not tried in them.
const expected = ['America-New_York.json', 'America-Sao_Paulo.json', 'Australia-Lord_Howe.json', 'UTC-rest.json', 'UTC.json']

/** Runs the tests as the README says, and counts each test of each zone. */
export function runTests(tally: Tally): void {
  rmSync(reports, { recursive: true, force: true })
  step(tally, 'test', () => {
    const output = pnpm(['test'])
    console.log(output.split('\n').slice(-12).join('\n'))
  })
  step(tally, 'every zone reports its tests', () => {
    const files = readdirSync(reports).filter((file) => file.endsWith('.json'))
    const missing = expected.filter((file) => !files.includes(file))
    if (missing.length > 0 || files.length !== expected.length) throw new Error(`reports of ${files}, not of ${expected}`)
    for (const file of files) {
      const report: { readonly numPassedTests: number; readonly numFailedTests: number; readonly numTotalTests: number } =
        JSON.parse(readFileSync(join(reports, file), 'utf8'))
      tally.passed += report.numPassedTests
      tally.failed += report.numTotalTests - report.numPassedTests
      if (report.numPassedTests === 0) throw new Error(`${file} has no test that passed`)
    }
  })
}
