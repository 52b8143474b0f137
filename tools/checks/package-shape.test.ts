import { describe, expect, it } from 'vitest'
import { packageTable } from '../workspace/package-table.ts'
import { type Manifest, readWorkspace, type WorkspacePackage } from '../workspace/workspace.ts'
import { shapeFaults } from './package-shape.ts'

const manifest: Manifest = {
  name: '@caseload/core',
  version: '0.0.0',
  description: 'The words that every package shares',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=22.18' },
  files: ['dist', 'src', '!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/**/*.prop.test.ts'],
  exports: {
    '.': {
      '@caseload/source': './src/index.ts',
      import: { types: './dist/index.d.ts', default: './dist/index.js' },
      require: { types: './dist/index.d.cts', default: './dist/index.cjs' },
      default: './dist/index.js',
    },
    './package.json': './package.json',
  },
  scripts: { build: 'tsup --config ../../tsup.config.ts' },
  peerDependencies: { zod: 'catalog:' },
  devDependencies: { zod: 'catalog:' },
}

const readme = [
  'npm install @caseload/core',
  '```ts',
  'one() // => 1',
  '```',
  '## Errors',
  '## What it does not do',
  '## Related packages',
].join('\n')

const good: WorkspacePackage = {
  folder: 'core',
  manifest,
  readme,
  sources: [
    { path: 'src/index.ts', text: "export { one } from './one.ts'" },
    { path: 'src/one.test.ts', text: '' },
  ],
  typedocEntryPoints: ['src/index.ts'],
}

const faultsOf = (pkg: WorkspacePackage): readonly string[] => shapeFaults(pkg, { role: 'pure', imports: [] })
const withManifest = (change: Manifest): readonly string[] => faultsOf({ ...good, manifest: { ...manifest, ...change } })

describe('given a package of the right shape', () => {
  it('finds nothing', () => {
    expect(faultsOf(good)).toEqual([])
  })
})

describe('given a package that lacks something', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['another name', withManifest({ name: 'core' }), /"name" must be "@caseload\/core"/],
    ['no licence', withManifest({ license: '' }), /"license"/],
    ['side effects', withManifest({ sideEffects: true }), /"sideEffects"/],
    ['another engine', withManifest({ engines: { node: '>=18' } }), /"engines"/],
    ['an empty description', withManifest({ description: '' }), /"description"/],
    ['tests among its files', withManifest({ files: ['dist', 'src'] }), /"files"/],
    ['no build', withManifest({ scripts: {} }), /"scripts.build"/],
    ['a peer that is not installed', withManifest({ devDependencies: {} }), /peer zod must also be/],
    ['zod bundled', withManifest({ dependencies: { zod: '^4.0.0' } }), /zod shows in signatures/],
    [
      'the same types for ESM and CJS',
      withManifest({ exports: { ...manifest.exports, '.': './dist/index.js' } }),
      /"exports" of \. must be/,
    ],
    [
      'an entry without a file',
      withManifest({ exports: { ...manifest.exports, './more': {} } }),
      /src\/more.ts, exported as \.\/more, is missing/,
    ],
    ['its manifest hidden', withManifest({ exports: {} }), /must list \.\/package\.json/],
    ['no README', faultsOf({ ...good, readme: null }), /README.md is missing/],
    ['a README without example', faultsOf({ ...good, readme: readme.replace('// =>', '//') }), /lacks an executed example/],
    ['a README without errors', faultsOf({ ...good, readme: readme.replace('## Errors', '') }), /lacks a section on errors/],
    ['no tests', faultsOf({ ...good, sources: good.sources.slice(0, 1) }), /has no tests/],
    ['undocumented entries', faultsOf({ ...good, typedocEntryPoints: null }), /"entryPoints" of typedoc.json/],
    [
      'code in its index',
      faultsOf({
        ...good,
        sources: [
          { path: 'src/index.ts', text: 'export const one = 1' },
          { path: 'src/a.test.ts', text: '' },
        ],
      }),
      /re-exports of named things only/,
    ],
    [
      'everything of a file in its index',
      faultsOf({
        ...good,
        sources: [
          { path: 'src/index.ts', text: "export * from './one.ts'" },
          { path: 'src/a.test.ts', text: '' },
        ],
      }),
      /re-exports of named things only/,
    ],
  ])('names %s', (_, faults, expected) => {
    expect(faults.join('\n')).toMatch(expected)
  })
})

describe('given this workspace', () => {
  it.each(readWorkspace(process.cwd()).map((pkg) => [pkg.folder, pkg] as const))('finds nothing in %s', (folder, pkg) => {
    const row = packageTable[folder]
    expect(row === undefined ? [`${folder} is not in the package table`] : shapeFaults(pkg, row)).toEqual([])
  })
})
