import { describe, expect, it } from 'vitest'
import { type PackageRow, packageTable } from '../workspace/package-table.ts'
import { readWorkspace, type WorkspacePackage } from '../workspace/workspace.ts'
import { importFaults } from './import-direction.ts'

const table: Readonly<Record<string, PackageRow>> = {
  core: { role: 'pure', imports: [] },
  rules: { role: 'pure', imports: ['core'], types: ['storage'] },
  storage: { role: 'port', imports: ['core'] },
}

function pkg(
  folder: string,
  dependencies: readonly string[],
  files: Readonly<Record<string, string>>,
  dev: readonly string[] = [],
): WorkspacePackage {
  const entries = (names: readonly string[]) => Object.fromEntries(names.map((name) => [`@caseload/${name}`, 'workspace:*']))
  return {
    folder,
    manifest: { dependencies: entries(dependencies), devDependencies: entries(dev) },
    readme: null,
    sources: Object.entries({ 'src/index.ts': '', ...files }).map(([path, text]) => ({ path, text })),
    typedocEntryPoints: null,
  }
}

const rules = (files: Readonly<Record<string, string>>, dependencies = ['core', 'storage'], dev: readonly string[] = []) =>
  importFaults([pkg('core', [], {}), pkg('storage', [], {}), pkg('rules', dependencies, files, dev)], table)

const both = "import { ok } from '@caseload/core'\nimport type { Store } from '@caseload/storage'"

describe('given packages that keep to the table', () => {
  it('finds nothing', () => {
    expect(rules({ 'src/a.ts': both })).toEqual([])
  })

  it('lets a test use what package.json declares', () => {
    expect(rules({ 'src/a.ts': both, 'src/a.test.ts': "import { memory } from '@caseload/storage/memory'" })).toEqual([])
  })
})

describe('given packages that do not', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a folder that is not in the table',
      importFaults([pkg('misc', [], {})], table),
      ['packages/misc is not in the package table'],
    ],
    ['a dependency that is not allowed', importFaults([pkg('core', ['rules'], {})], table), ['core may not depend on rules']],
    [
      'an import that is not allowed',
      importFaults([pkg('core', [], { 'src/a.ts': "export { x } from '@caseload/rules'" })], table),
      ['core/src/a.ts imports rules, which the package table does not allow'],
    ],
    [
      'a value from a package of which only types are allowed',
      rules({ 'src/a.ts': both.replace('import type', 'import') }),
      ['rules/src/a.ts imports storage, of which only types are allowed: use import type'],
    ],
    [
      'a value by a dynamic import',
      rules({ 'src/a.ts': `${both}\nawait import('@caseload/storage/memory')` }),
      ['rules/src/a.ts imports storage, of which only types are allowed: use import type'],
    ],
    [
      'an import that package.json does not declare',
      rules({ 'src/a.ts': both }, ['core']),
      ['rules/src/a.ts imports storage, which is not among its dependencies'],
    ],
    [
      'a test that uses what package.json does not declare',
      rules({ 'src/a.ts': "import '@caseload/core'", 'src/a.test.ts': "import '@caseload/desk'" }, ['core']),
      ['rules/src/a.test.ts imports desk, which its package.json does not declare'],
    ],
    [
      'a dependency nobody uses',
      rules({ 'src/a.ts': "import '@caseload/core'" }),
      ['rules declares storage and never imports it'],
    ],
    [
      'a circle through tests',
      importFaults([pkg('core', [], {}, ['rules']), pkg('rules', ['core'], { 'src/a.ts': "import '@caseload/core'" })], table),
      ['packages depend on each other in a circle: core → rules → core'],
    ],
  ])('names %s', (_, found, expected) => {
    expect(found).toEqual(expected)
  })
})

describe('given this workspace', () => {
  it('keeps to the table', () => {
    expect(importFaults(readWorkspace(process.cwd()), packageTable)).toEqual([])
  })

  it('has a table whose arrows point to packages of the table and never in a circle', () => {
    const packages = Object.entries(packageTable).map(([folder, row]) =>
      pkg(folder, row.imports === 'any' ? [] : [...row.imports, ...(row.types ?? [])], {}),
    )
    expect(importFaults(packages, packageTable).filter((fault) => fault.includes('circle'))).toEqual([])
    for (const { imports, types = [] } of Object.values(packageTable))
      for (const name of [...(imports === 'any' ? [] : imports), ...types]) expect(Object.keys(packageTable)).toContain(name)
  })
})
