import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command, step, type Tally } from './tally.ts'

/** A runner that the conformance kit says it works with, and how a stranger would have it run the kit. */
interface Runner {
  readonly name: string
  /** What is installed beside the packed packages. */
  readonly installs: readonly string[]
  readonly file: string
  /** The lines of the test file before the kit is called, which make `test`. */
  readonly head: readonly string[]
  readonly args: readonly string[]
}

const required = [
  "const { conformance } = require('@caseload/storage-conformance')",
  "const { memoryStorage } = require('@caseload/storage/memory')",
]
const imported = [
  "import { conformance } from '@caseload/storage-conformance'",
  "import { memoryStorage } from '@caseload/storage/memory'",
]

const runners: readonly Runner[] = [
  {
    name: 'jest',
    installs: ['jest@30'],
    file: 'kit.test.cjs',
    head: [...required, 'const test = it', 'jest.setTimeout(60_000)'],
    args: ['node_modules/jest/bin/jest.js', '--rootDir', '.', '--testMatch', '**/runner-jest/*.test.cjs'],
  },
  {
    name: 'node:test',
    installs: [],
    file: 'kit.test.mjs',
    head: [...imported, "import { test } from 'node:test'"],
    args: ['--test', 'runner-node-test/kit.test.mjs'],
  },
  {
    name: 'vitest',
    installs: ['vitest@5'],
    file: 'kit.test.mjs',
    head: [...imported, "import { it as test } from 'vitest'"],
    args: ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout', '60000', 'runner-vitest/kit.test.mjs'],
  },
]

// What a runner counts is its own affair: the kit's report, written at the end, says that all of it was run.
const rest = [
  "const { writeFileSync } = process.getBuiltinModule('node:fs')",
  'conformance({',
  '  test,',
  "  about: { durability: 'memory', writers: 'one-process' },",
  '  open: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),',
  '  onReport: (report) => writeFileSync(process.env.REPORT, JSON.stringify(report)),',
  '})',
]

/** Runs the conformance kit as it would be published, in a project that has it installed, with each runner and without any flag of Node.js. */
export function checkRunners(tally: Tally, project: string): void {
  const plans: string[] = []
  for (const { name, installs, file, head, args } of runners) {
    const folder = `runner-${name.replace(':', '-')}`
    step(tally, `the packed conformance kit with ${name}`, () => {
      if (installs.length > 0)
        command('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...installs], { cwd: project })
      mkdirSync(join(project, folder))
      writeFileSync(join(project, folder, file), [...head, ...rest, ''].join('\n'))
      const path = join(project, folder, 'report.json')
      command('node', args, { cwd: project, env: { REPORT: path, NODE_OPTIONS: '' } })
      plans.push(planOf(path))
    })
  }
  step(tally, 'each runner was handed the same tests, and all of them held', () => {
    if (plans.length !== runners.length || new Set(plans).size !== 1)
      throw new Error(plans.map((plan) => plan.slice(0, 200)).join('\n'))
  })
}

/** Which case of which pass came to what; throws where something failed. */
function planOf(path: string): string {
  const report: {
    readonly conforms: boolean
    readonly passed: number
    readonly results: readonly { readonly id: string; readonly pass: string; readonly outcome: string }[]
  } = JSON.parse(readFileSync(path, 'utf8'))
  if (!report.conforms || report.passed < 400) throw new Error(`${report.passed} passed; conforms: ${report.conforms}`)
  return report.results.map(({ id, pass, outcome }) => `${pass} ${id} ${outcome}`).join('\n')
}
