import type { StoreClaims } from './conformance.ts'
import type { Pass } from './passes.ts'

/** What became of a case in a pass. */
export interface CaseResult {
  /** Identity of the case. */
  readonly id: string
  /** What was expected. */
  readonly name: string
  /** The pass. */
  readonly pass: Pass
  /** What became of it. */
  readonly outcome: 'passed' | 'failed' | 'not run'
  /** What was wrong, or why it was not run. */
  readonly detail?: string
  /** What was thrown; not part of the JSON. */
  readonly cause?: unknown
}

/** What a run has shown: plain JSON, fit for a badge. */
export interface ConformanceReport {
  /** Version of the contract. */
  readonly contract: 1
  /** What the store was held to. */
  readonly about: StoreClaims
  /** Whether nothing failed and something was run. */
  readonly conforms: boolean
  /** Results that passed. */
  readonly passed: number
  /** Results that failed. */
  readonly failed: number
  /** Results of cases that were not run. */
  readonly notRun: number
  /** Numbers for each pass. */
  readonly passes: readonly PassSummary[]
  /** Every result, in the order of the run. */
  readonly results: readonly CaseResult[]
}

/** Numbers of one pass. */
export interface PassSummary {
  /** The pass. */
  readonly pass: Pass
  /** Results that passed. */
  readonly passed: number
  /** Results that failed. */
  readonly failed: number
  /** Results of cases that were not run. */
  readonly notRun: number
}

/** Sums up results. */
export function reportOf(about: StoreClaims, results: readonly CaseResult[]): ConformanceReport {
  const plain = results.map(({ cause: _, ...result }) => result)
  const total = countsOf(plain)
  const ran = [...new Set(plain.map(({ pass }) => pass))]
  return {
    contract: 1,
    about,
    conforms: total.failed === 0 && total.passed > 0,
    ...total,
    passes: ran.map((pass) => ({ pass, ...countsOf(plain.filter((result) => result.pass === pass)) })),
    results: plain,
  }
}

function countsOf(results: readonly CaseResult[]): Omit<PassSummary, 'pass'> {
  const count = (outcome: CaseResult['outcome']): number => results.filter((result) => result.outcome === outcome).length
  return { passed: count('passed'), failed: count('failed'), notRun: count('not run') }
}

/**
 * Writes a report as a table for people: a row for each pass, then what failed and what was not run, with the reasons.
 *
 * @param report - What a run gave.
 *
 * @example
 * ```ts
 * import { type ConformanceReport, conformanceTable } from '@caseload/storage-conformance'
 *
 * const report: ConformanceReport = {
 *   contract: 1, about: { durability: 'memory', writers: 'one-process' }, conforms: true, passed: 2, failed: 0, notRun: 0,
 *   passes: [{ pass: 'plain', passed: 2, failed: 0, notRun: 0 }], results: [],
 * }
 * conformanceTable(report).split('\n')[0] // => 'contract 1, durability memory, writers one-process: conforms'
 * ```
 */
export function conformanceTable(report: ConformanceReport): string {
  const { about, conforms } = report
  const lines = [
    `contract ${report.contract}, durability ${about.durability}, writers ${about.writers}: ${conforms ? 'conforms' : 'does not conform'}`,
    '',
    row('pass', 'passed', 'failed', 'not run'),
    ...report.passes.map(({ pass, passed, failed, notRun }) => row(pass, passed, failed, notRun)),
    row('all', report.passed, report.failed, report.notRun),
  ]
  for (const outcome of ['failed', 'not run'] as const) {
    const found = report.results.filter((result) => result.outcome === outcome)
    if (found.length > 0) lines.push('', `${outcome}:`)
    for (const { id, name, pass, detail = '' } of found) lines.push(`  ${id} (${pass}) ${name}: ${detail}`)
  }
  return lines.join('\n')
}

function row(...cells: readonly (string | number)[]): string {
  return cells.map((cell, index) => (index === 0 ? String(cell).padEnd(10) : String(cell).padStart(8))).join('')
}
