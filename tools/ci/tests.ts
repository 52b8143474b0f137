import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pnpm, step, type Tally } from './tally.ts'

const reports = 'coverage/tests'
const zones = 4

/** Runs the tests as the README says, and counts each test of each zone. */
export function runTests(tally: Tally): void {
  rmSync(reports, { recursive: true, force: true })
  step(tally, 'test', () => {
    const output = pnpm(['test'])
    console.log(output.split('\n').slice(-12).join('\n'))
  })
  step(tally, 'every zone reports its tests', () => {
    const files = readdirSync(reports)
    if (files.length !== zones) throw new Error(`expected ${zones} reports, found ${files.length}`)
    for (const file of files) {
      const report: { readonly numPassedTests: number; readonly numFailedTests: number; readonly numTotalTests: number } =
        JSON.parse(readFileSync(join(reports, file), 'utf8'))
      tally.passed += report.numPassedTests
      tally.failed += report.numTotalTests - report.numPassedTests
      if (report.numPassedTests === 0) throw new Error(`${file} has no test that passed`)
    }
  })
}
