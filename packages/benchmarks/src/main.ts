import { measure } from './harness/measure.ts'
import { promisesKept, table } from './harness/table.ts'
import { lifecycle } from './lifecycle/lifecycle.ts'
import { sqliteCommit } from './sqlite/sqlite-commit.ts'

const benchmarks = [lifecycle, await sqliteCommit('full'), await sqliteCommit('normal')]

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'))
const unknown = wanted.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name))
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(', ')}; there are: ${benchmarks.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

console.log(`Node ${process.version}, ${process.platform} ${process.arch}. Medians over rounds in random order; quote ratios, not rates.\n`)
let missed = 0
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue
  const measurements = await measure(benchmark)
  console.log(`${table(benchmark, measurements)}\n`)
  if (!promisesKept(benchmark, measurements)) missed += 1
}
if (missed > 0) console.log(`${missed} benchmark(s) missed a promise.`)
process.exitCode = missed > 0 && process.argv.includes('--strict') ? 1 : 0
