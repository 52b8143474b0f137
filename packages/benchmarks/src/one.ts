// Measures what is named first, and says by its exit code whether promises were kept.
import { benchmarks, reports } from './benchmarks.ts'
import { measure } from './harness/measure.ts'
import { missedCode } from './harness/own-process.ts'
import { promisesKept, table } from './harness/table.ts'

async function keeps(name: string): Promise<boolean> {
  const make = benchmarks[name]
  if (make === undefined) return (await reports[name]?.({ full: process.argv.includes('--full') })) !== false
  const benchmark = await make()
  const measurements = await measure(benchmark)
  console.log(`${table(benchmark, measurements)}\n`)
  return promisesKept(benchmark, measurements)
}

process.exitCode = (await keeps(process.argv[2] ?? '')) ? 0 : missedCode
