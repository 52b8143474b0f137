import type { StoreAbout } from '@caseload/storage'
import { allCases } from './cases/all-cases.ts'
import { claimCase } from './claims.ts'
import type { ConformanceCase } from './conformance-case.ts'
import { failureText } from './kit/failure-text.ts'
import { type Pass, passes } from './passes.ts'
import type { OpenPlace } from './place.ts'
import { type CaseResult, type ConformanceReport, reportOf } from './report.ts'
import { type Outcome, runCase } from './run-case.ts'
import type { LastCall } from './watched-store.ts'

/** What a store is held to. */
export type StoreClaims = Pick<StoreAbout, 'durability' | 'writers'>

/** What is to be tested, and by whom. */
export interface ConformanceOptions {
  /** Registers a test: `it` of vitest or jest, `test` of node:test. */
  readonly test: (name: string, run: () => Promise<void>) => unknown
  /** Gives a place with an empty database whenever it is asked. */
  readonly open: OpenPlace
  /** What the store says of itself, which the kit then checks. */
  readonly about: StoreClaims
  /** The passes to make; all by default. */
  readonly passes?: readonly Pass[]
  /** Identities of the only cases to run, e.g. while one of them fails; all by default. */
  readonly only?: readonly string[]
  /** Whether to try what is left to chance hundreds of times, which takes minutes; false by default. */
  readonly thorough?: boolean
  /** How long a case may take, in milliseconds, before it has failed; two minutes by default, an hour where `thorough`. A test runner may have less patience. */
  readonly caseTimeoutMs?: number
  /** Seed of random histories, as a failure has printed it; another every time by default. */
  readonly seed?: number
  /** Given the report when every test has run. */
  readonly onReport?: (report: ConformanceReport) => void
}

/**
 * Registers every case of the contract with a test runner, once for each pass that makes sense, and a last test that hands out the report.
 *
 * Each test has a database of its own. A case that needs what the place does not offer is not run and is listed in the report with the reason, unless the store's claims demand
 * it: then the case of the claims fails.
 *
 * @param options - The runner's `test`, and the adapter.
 *
 * @example
 * ```ts
 * import { conformance, conformanceTable } from '@caseload/storage-conformance'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const names: string[] = []
 * conformance({
 *   test: (name) => names.push(name),
 *   about: { durability: 'memory', writers: 'one-process' },
 *   open: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),
 *   onReport: (report) => console.log(conformanceTable(report)),
 * })
 * names[0] // => 'plain: A1 the store is what it says it is, and shows it'
 * ```
 */
export function conformance(options: ConformanceOptions): void {
  const results: CaseResult[] = []
  for (const { each, pass } of planOf(options))
    options.test(`${pass}: ${each.id} ${each.name}`, async () => {
      const result = await resultOf(each, options, pass)
      results.push(result)
      if (result.outcome === 'failed') throw new Error(result.detail ?? 'failed', { cause: result.cause })
    })
  options.test('hands out the report', async () => {
    options.onReport?.(reportOf(options.about, results))
  })
}

/**
 * Runs every case without a test runner: for scripts, and for a badge.
 *
 * @param options - The adapter.
 *
 * @example
 * ```ts
 * import { runConformance } from '@caseload/storage-conformance'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const report = await runConformance({
 *   about: { durability: 'memory', writers: 'one-process' },
 *   open: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),
 *   passes: ['plain'],
 * })
 * report.failed // => 0
 * report.contract // => 1
 * ```
 */
export async function runConformance(options: Omit<ConformanceOptions, 'test' | 'onReport'>): Promise<ConformanceReport> {
  const results: CaseResult[] = []
  for (const { each, pass } of planOf(options)) results.push(await resultOf(each, options, pass))
  return reportOf(options.about, results)
}

function planOf({
  about,
  only,
  passes: wanted = passes,
}: Pick<ConformanceOptions, 'about' | 'only' | 'passes'>): readonly { readonly each: ConformanceCase; readonly pass: Pass }[] {
  const cases = [claimCase(about), ...allCases].filter(({ id }) => only?.includes(id) ?? true)
  return wanted.flatMap((pass) => cases.filter((each) => each.passes?.includes(pass) ?? true).map((each) => ({ each, pass })))
}

async function resultOf(
  each: ConformanceCase,
  {
    open,
    thorough = false,
    seed,
    caseTimeoutMs = thorough ? 3_600_000 : 120_000,
  }: Pick<ConformanceOptions, 'open' | 'thorough' | 'seed' | 'caseTimeoutMs'>,
  pass: Pass,
): Promise<CaseResult> {
  const { id, name } = each
  const last: LastCall = { name: null }
  const tooLong = () => new Error(`did not end within ${caseTimeoutMs / 1000} s; the last call was ${last.name ?? 'none'}`)
  try {
    const run = runCase(each, { open, pass, thorough, last, ...(seed === undefined ? {} : { seed }) })
    const outcome = await within(caseTimeoutMs, run, tooLong)
    return outcome.ran ? { id, name, pass, outcome: 'passed' } : { id, name, pass, outcome: 'not run', detail: outcome.reason }
  } catch (cause) {
    return { id, name, pass, outcome: 'failed', detail: failureText(cause), cause }
  }
}

async function within(ms: number, run: Promise<Outcome>, tooLong: () => Error): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLong()), ms)
  })
  try {
    return await Promise.race([run, late])
  } finally {
    clearTimeout(timer)
  }
}
