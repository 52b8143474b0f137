import ts from 'typescript'
import type { PackageRow } from '../workspace/package-table.ts'
import { isTest, type WorkspacePackage } from '../workspace/workspace.ts'

const readmeParts: readonly (readonly [string, RegExp])[] = [
  ['how to install it', /npm install @caseload\//],
  ['an executed example', /^```ts\n[^`]*\/\/ =>/m],
  ['a section on errors', /^#+ .*(error|refus|problem)/im],
  ['a section on what it does not do', /^#+ .*not/im],
  ['a section on related packages', /^#+ .*related/im],
]

/** What a package lacks of the shape every package has, one sentence each. */
export function shapeFaults(pkg: WorkspacePackage, row: PackageRow): readonly string[] {
  const { folder, manifest } = pkg
  const faults: string[] = []
  const expectField = (field: string, actual: unknown, expected: unknown): void => {
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      faults.push(`${folder}: "${field}" must be ${JSON.stringify(expected)}`)
  }
  expectField('name', manifest.name, `@caseload/${folder}`)
  expectField('license', manifest.license, 'MIT')
  expectField('type', manifest.type, 'module')
  if ((manifest.description ?? '').length < 20) faults.push(`${folder}: "description" must say what the package is for`)
  if (pkg.readme === null) faults.push(`${folder}: README.md is missing`)
  if (!pkg.sources.some(({ path }) => isTest(path))) faults.push(`${folder}: has no tests`)
  if (row.role === 'private') {
    expectField('private', manifest.private, true)
    return faults
  }

  expectField('private', manifest.private, undefined)
  expectField('sideEffects', manifest.sideEffects, false)
  expectField('engines', manifest.engines, { node: '>=22.18' })
  // An adapter for an SQL database publishes its migrations as well.
  const migrations = manifest.files?.includes('migrations') === true ? ['migrations'] : []
  const tests = ['!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/**/*.prop.test.ts']
  expectField('files', manifest.files, ['dist', ...migrations, 'src', ...tests])
  expectField('scripts.build', manifest.scripts?.['build'], 'tsup --config ../../tsup.config.ts')
  for (const [part, pattern] of readmeParts)
    if (pkg.readme !== null && !pattern.test(pkg.readme)) faults.push(`${folder}: README.md lacks ${part}`)
  for (const name of ['zod', 'neverthrow'])
    if (manifest.dependencies?.[name] !== undefined)
      faults.push(`${folder}: ${name} shows in signatures, so it must be a peer dependency`)
  for (const [name, range] of Object.entries(manifest.peerDependencies ?? {}))
    if (manifest.devDependencies?.[name] !== range)
      faults.push(`${folder}: peer ${name} must also be a development dependency, at ${range}`)
  faults.push(...exportFaults(pkg))
  return faults
}

function exportFaults({ folder, manifest, sources, typedocEntryPoints }: WorkspacePackage): readonly string[] {
  const faults: string[] = []
  const entries: string[] = []
  const { './package.json': own, ...exports } = manifest.exports ?? {}
  if (own !== './package.json') faults.push(`${folder}: "exports" must list ./package.json`)
  if (exports['.'] === undefined) faults.push(`${folder}: "exports" must have the entry "."`)
  for (const [subpath, target] of Object.entries(exports)) {
    const name = subpath === '.' ? 'index' : subpath.slice(2)
    const expected = {
      '@caseload/source': `./src/${name}.ts`,
      import: { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
      require: { types: `./dist/${name}.d.cts`, default: `./dist/${name}.cjs` },
      default: `./dist/${name}.js`,
    }
    entries.push(`src/${name}.ts`)
    if (JSON.stringify(target) !== JSON.stringify(expected))
      faults.push(`${folder}: "exports" of ${subpath} must be ${JSON.stringify(expected)}`)
    if (!sources.some(({ path }) => path === `src/${name}.ts`))
      faults.push(`${folder}: src/${name}.ts, exported as ${subpath}, is missing`)
  }
  if (JSON.stringify(typedocEntryPoints) !== JSON.stringify(entries))
    faults.push(`${folder}: "entryPoints" of typedoc.json must be ${JSON.stringify(entries)}`)
  for (const { path, text } of sources)
    if (entries.includes(path) && !isTableOfContents(path, text))
      faults.push(`${folder}: ${path} must hold re-exports of named things only`)
  return faults
}

function isTableOfContents(path: string, text: string): boolean {
  const { statements } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  return (
    statements.length > 0 &&
    statements.every(
      (statement) =>
        ts.isExportDeclaration(statement) &&
        statement.moduleSpecifier !== undefined &&
        statement.exportClause !== undefined &&
        ts.isNamedExports(statement.exportClause),
    )
  )
}
