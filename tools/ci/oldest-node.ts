import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command, step, type Tally } from './tally.ts'

const worker = `import { runWorker } from '@caseload/storage-conformance'
import { sqliteStorage } from '@caseload/storage-sqlite'

const [path = '', ...job] = process.argv.slice(2)
await runWorker(sqliteStorage({ path, synchronous: 'normal' }), job, (line) => console.log(line))
`

const kit = `import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conformanceTable, runConformance } from '@caseload/storage-conformance'
import { workerProcess } from '@caseload/storage-conformance/faults'
import { sqliteStorage } from '@caseload/storage-sqlite'

const script = new URL('./worker.mjs', import.meta.url).pathname
const report = await runConformance({
  about: { durability: 'process', writers: 'one-host' },
  passes: ['guarded'],
  open(clock) {
    const folder = mkdtempSync(join(tmpdir(), 'caseload-oldest-'))
    const path = join(folder, 'desk.db')
    const storage = () => sqliteStorage({ path, clock, synchronous: 'normal' })
    return {
      storage: storage(),
      again: storage,
      process: (job) => workerProcess(script, [path, ...job], ['--no-warnings']),
      dispose: () => rmSync(folder, { recursive: true, force: true }),
    }
  },
})
console.log(conformanceTable(report))
if (!report.conforms || report.passed < 100) process.exitCode = 1
`

/** Holds the packed packages to what they say of the oldest Node.js they run on, with the store that stands closest to it. */
export function checkOldestNode(tally: Tally, project: string, range: string): void {
  const oldest = /^>=(\d+\.\d+)$/.exec(range)?.[1]
  step(tally, `the packed SQLite store keeps the contract on Node.js ${oldest}`, () => {
    if (oldest === undefined) throw new Error(`"${range}" names no oldest version`)
    const folder = join(project, 'oldest-node')
    mkdirSync(folder)
    for (const [name, text] of [
      ['package.json', '{ "private": true }\n'],
      ['worker.mjs', worker],
      ['kit.mjs', kit],
    ] as const)
      writeFileSync(join(folder, name), text)
    // It is put into its place by a script of its own.
    command('npm', ['install', '--no-audit', '--no-fund', '--foreground-scripts', `node@~${oldest}.0`], { cwd: folder })
    const node = join(folder, 'node_modules/node/bin/node')
    const version = command(node, ['--version']).trim()
    if (!version.startsWith(`v${oldest}.`)) throw new Error(`it is ${version}`)
    command(node, ['--no-warnings', 'kit.mjs'], { cwd: folder, env: { NODE_OPTIONS: '' } })
  })
}
