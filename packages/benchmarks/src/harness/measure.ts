import { seededEntropy } from '@caseload/core'
import type { Benchmark } from './benchmark.ts'

/** What one contender reached, in units of work per second. */
export interface Measurement {
  /** Name of the contender. */
  readonly name: string
  /** Median over the rounds. */
  readonly median: number
  /** Slowest round. */
  readonly min: number
  /** Fastest round. */
  readonly max: number
}

/**
 * Times every contender in every round, in an order drawn anew each round, so that a machine that speeds up or slows down treats all alike.
 */
export async function measure(benchmark: Benchmark): Promise<readonly Measurement[]> {
  const order = seededEntropy(benchmark.name)
  const rates = new Map<string, number[]>(benchmark.contenders.map(({ name }) => [name, []]))
  for (let round = -1; round < benchmark.rounds; round += 1) {
    const shuffled = benchmark.contenders
      .map((contender) => ({ contender, place: order.next() }))
      .sort((a, b) => a.place - b.place)
    for (const { contender } of shuffled) {
      const batch = contender.batch ?? benchmark.batch
      await contender.before?.()
      // What others left young is collected first. Only that: after a full collection whoever comes next works on memory fresh from the system, page fault by page fault.
      globalThis.gc?.({ type: 'minor' })
      const started = clock(benchmark)
      for (let call = 0; call < benchmark.callsPerRound; call += 1) await contender.run(batch)
      const seconds = clock(benchmark) - started
      // Round -1 warms up compilers and caches and is not counted.
      if (round >= 0) rates.get(contender.name)?.push((batch * benchmark.callsPerRound) / seconds)
    }
  }
  for (const { close } of benchmark.contenders) await close?.()
  return benchmark.contenders.map(({ name }) => {
    const sorted = [...(rates.get(name) ?? [])].sort((a, b) => a - b)
    return { name, median: middle(sorted), min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN }
  })
}

/** Seconds on the clock of a benchmark. */
function clock({ clock: kind }: Benchmark): number {
  if (kind !== 'cpu') return Number(process.hrtime.bigint()) / 1e9
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function middle(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2
}
