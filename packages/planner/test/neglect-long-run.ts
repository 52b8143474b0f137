import { seededEntropy } from '@caseload/core'
import { runNeglectModel } from './neglect-model.ts'

// A million commands in runs of a hundred thousand, each from a seed that is printed, so that a failure can be run again: `node … test/neglect-long-run.ts <seed>`.
const [given] = process.argv.slice(2)
const first = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
let commands = 0
for (let run = 0; run < 10; run += 1) {
  const seed = first + run
  console.log(`seed ${seed}`)
  const { commands: done, granted, asked, neglected } = runNeglectModel(seededEntropy(seed), 105_000)
  commands += done
  console.log(`  ${done} commands, ${granted} with effect, asked ${asked} times, neglected ${JSON.stringify(neglected)}`)
}
console.log(`${commands} commands: the index found exactly the tickets that nobody looked after`)
if (commands < 1_000_000) process.exitCode = 1
