import { existsSync } from 'node:fs'
import { report } from './report.ts'
import { runFolder } from './run-folder.ts'

const [folder, ...rest] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
if (folder === undefined || rest.length > 0 || !existsSync(folder)) {
  console.error('usage: pnpm vectors <folder or file> [--json]')
  process.exit(2)
}
const outcomes = runFolder(folder)
console.log(process.argv.includes('--json') ? JSON.stringify(outcomes, null, 1) : report(outcomes))
const failed = outcomes.some(({ outcomes: vectors }) => vectors.some(({ status }) => status === 'failed'))
if (failed || outcomes.length === 0) process.exitCode = 1
