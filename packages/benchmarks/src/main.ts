import { benchmarks, reports } from './benchmarks.ts'
import { inOwnProcess } from './harness/own-process.ts'

const names = [...Object.keys(benchmarks), ...Object.keys(reports)]
const isFlag = (argument: string): boolean => argument.startsWith('-')
const flags = process.argv.slice(2).filter(isFlag)
const wanted = process.argv.slice(2).filter((argument) => !isFlag(argument))
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(', ')}; there are: ${names.join(', ')}`)
  process.exit(2)
}

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}. Medians over rounds in random order; quote ratios, not rates.\n`,
)
let missed = 0
for (const name of names) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (!(await inOwnProcess(name, flags))) missed += 1
}
if (missed > 0) console.log(`${missed} benchmark(s) missed a promise.`)
process.exitCode = missed > 0 && flags.includes('--strict') ? 1 : 0
