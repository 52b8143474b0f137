import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { checkPacked } from './packed.ts'
import { command, pnpm, step, type Tally } from './tally.ts'
import { runTests } from './tests.ts'

// The install that made this run possible is the first step.
const tally: Tally = { passed: 1, failed: 0, lines: ['passed  install'] }
const script = (name: string): void =>
  step(tally, name, () => {
    pnpm(['run', name])
  })
const treeBefore = command('git', ['status', '--porcelain'])

runTests(tally)
script('typecheck')
script('lint')
script('build')
checkPacked(tally)
script('docs')

step(tally, 'changeset status', () => {
  command('changeset', ['status'])
  if (globSync('.changeset/*.md', { exclude: ['.changeset/README.md'] }).length === 0) throw new Error('no changeset is waiting')
})

// What takes too many commands for a test: a package brings a script `long-run` that prints its seeds.
for (const manifest of globSync('packages/*/package.json')) {
  const { name, scripts }: { readonly name: string; readonly scripts?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(manifest, 'utf8'),
  )
  if (scripts?.['long-run'] !== undefined)
    step(tally, `long run of ${name}`, () => {
      pnpm(['run', 'long-run'], { cwd: dirname(manifest) })
    })
}

for (const manifest of globSync('examples/*/package.json')) {
  const { name, scripts }: { readonly name: string; readonly scripts?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(manifest, 'utf8'),
  )
  step(tally, `example ${name}`, () => {
    if (scripts?.['ci'] === undefined) throw new Error(`${manifest} has no script "ci"`)
    pnpm(['run', 'ci'], { cwd: dirname(manifest) })
  })
}

step(tally, 'demo', () => {
  rmSync('demo-output/report.html', { force: true })
  console.log(pnpm(['demo']).split('\n').slice(-15).join('\n'))
  if (!existsSync('demo-output/report.html')) throw new Error('demo-output/report.html was not written')
})

step(tally, 'no leak in 100,000 random questions', () => {
  console.log(pnpm(['run', 'test:leaks'], { cwd: 'packages/desk' }))
})

step(tally, 'a million commands over linked tickets, by the planner and through desks', () => {
  console.log(pnpm(['run', 'test:linked'], { cwd: 'packages/desk' }))
})

// An adapter for a server proves itself against that server, the desk against all of them, and the peers of benchmarks are shown to write what ours writes: their packages bring a script `test:server`.
for (const folder of ['storage-postgres', 'storage-mysql', 'desk', 'benchmarks'].filter((name) => existsSync(`packages/${name}`)))
  step(tally, `${folder} against its server`, () => {
    pnpm(['run', 'test:server'], { cwd: `packages/${folder}` })
  })

step(tally, 'nothing that git sees was written', () => {
  const treeAfter = command('git', ['status', '--porcelain'])
  if (treeAfter !== treeBefore) throw new Error(treeAfter)
})

console.log(`\n${tally.lines.join('\n')}\n`)
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed === 0 ? 0 : 1
