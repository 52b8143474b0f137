import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageTable } from '../workspace/package-table.ts'

const root = process.cwd()

/** One file per mistake, and the rule that must name it. */
const mistakes: readonly (readonly [path: string, rule: string, text: string])[] = [
  ['packages/core/src/clock-a.ts', 'plugin', 'export const now = new Date()\n'],
  ['packages/core/src/clock-b.ts', 'lint/nursery/noJsRestrictedProperties', 'export const now = Date.now()\n'],
  ['packages/core/src/clock-c.ts', 'lint/style/noRestrictedGlobals', 'export const now = performance.now()\n'],
  ['packages/core/src/clock-d.ts', 'plugin', 'export const now = Date()\n'],
  ['packages/planner/src/chance.ts', 'lint/nursery/noJsRestrictedProperties', 'export const x = Math.random()\n'],
  ['packages/planner/src/environment.ts', 'lint/style/noRestrictedGlobals', 'export const x = process.env\n'],
  ['packages/core/src/files.ts', 'lint/correctness/noNodejsModules', "export { readFileSync } from 'node:fs'\n"],
  ['packages/core/src/zone-a.ts', 'plugin', 'export const x = (date: Date) => date.getHours()\n'],
  ['packages/core/src/zone-b.ts', 'plugin', 'export const x = new Date(2026, 0, 1)\n'],
  ['packages/core/src/zone-c.ts', 'lint/nursery/noJsRestrictedProperties', "export const x = Date.parse('2026-01-01T00:00')\n"],
  ['packages/core/src/zone-d.ts', 'plugin', 'export const x = (date: Date) => date.toLocaleString()\n'],
  ['packages/core/src/any.ts', 'lint/suspicious/noExplicitAny', 'export const x = (y: any) => y\n'],
  ['packages/core/src/non-null.ts', 'lint/style/noNonNullAssertion', 'export const x = (y: string | null) => y!\n'],
  ['packages/core/src/barrel.ts', 'lint/performance/noReExportAll', "export * from './any.ts'\n"],
  ['packages/core/src/undeclared.ts', 'lint/correctness/noUndeclaredDependencies', "export { x } from 'left-pad'\n"],
  [
    'packages/core/src/circle-a.ts',
    'lint/suspicious/noImportCycles',
    "import { b } from './circle-b.ts'\nexport const a = () => b\n",
  ],
  [
    'packages/core/src/circle-b.ts',
    'lint/suspicious/noImportCycles',
    "import { a } from './circle-a.ts'\nexport const b = () => a\n",
  ],
  ['packages/core/src/extension.ts', 'lint/correctness/useImportExtensions', "import { x } from './any'\nexport const y = x\n"],
  ['packages/core/src/NotKebab.ts', 'lint/style/useFilenamingConvention', 'export const x = 1\n'],
  ['packages/core/src/skipped.test.ts', 'lint/suspicious/noSkippedTests', "it.skip('a', () => {})\n"],
  ['packages/core/src/focused.test.ts', 'lint/suspicious/noFocusedTests', "it.only('a', () => {})\n"],
]

/** What is right, and must stay silent. */
const innocent: readonly (readonly [path: string, text: string])[] = [
  ['packages/core/src/fine.ts', 'export const x = (at: number) => new Date(at).toISOString() + new Date(0).getUTCHours()\n'],
  ['packages/desk/src/fine.ts', 'export const x = () => Date.now() + Math.random()\n'],
  ['packages/core/src/fine.test.ts', 'export const x = () => Date.now()\n'],
]

describe('given a workspace of mistakes under our lint rules', () => {
  let folder = ''
  const found = new Map<string, Set<string>>()

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'caseload-lint-'))
    cpSync('biome.json', join(folder, 'biome.json'))
    cpSync('tools/lint', join(folder, 'tools/lint'), { recursive: true })
    for (const [path, text] of [...mistakes.map(([path, , text]) => [path, text] as const), ...innocent]) {
      const file = join(folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    for (const name of ['core', 'planner', 'desk'])
      writeFileSync(join(folder, `packages/${name}/package.json`), `{ "name": "@caseload/${name}" }\n`)
    const biome = resolve(root, 'node_modules/.bin/biome')
    const options = ['lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', '.']
    const { stdout } = spawnSync(biome, options, { cwd: folder, encoding: 'utf8' })
    for (const { category, location } of JSON.parse(stdout).diagnostics) {
      const path: string = location.path.file ?? location.path
      found.set(path, (found.get(path) ?? new Set()).add(category))
    }
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(mistakes)('names %s by %s', (path, rule) => {
    expect([...(found.get(path) ?? [])]).toContain(rule)
  })

  it.each(innocent)('says nothing about %s', (path) => {
    expect([...(found.get(path) ?? [])]).toEqual([])
  })

  it('holds exactly the pure packages of the table to purity', () => {
    const [, list = ''] = /packages\/\{([a-z,-]+)\}\/src/.exec(readFileSync('biome.json', 'utf8')) ?? []
    expect(list.split(',')).toEqual(Object.keys(packageTable).filter((folder) => packageTable[folder]?.role === 'pure'))
  })
})
