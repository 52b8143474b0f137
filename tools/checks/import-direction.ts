import ts from 'typescript'
import type { PackageRow } from '../workspace/package-table.ts'
import { isTest, type WorkspacePackage } from '../workspace/workspace.ts'

const scope = '@caseload/'

/**
 * What in the packages' manifests and imports goes against the table, one sentence each.
 *
 * Source may import what the table allows and the manifest declares under `dependencies`; a package of which only the types are
 * allowed must be imported with `import type`. Tests may also use `devDependencies`. The packages depend on each other without a
 * cycle, tests included.
 */
export function importFaults(
  packages: readonly WorkspacePackage[],
  table: Readonly<Record<string, PackageRow>>,
): readonly string[] {
  return [...packages.flatMap((pkg) => packageFaults(pkg, table)), ...cycleFaults(packages)]
}

function packageFaults(pkg: WorkspacePackage, table: Readonly<Record<string, PackageRow>>): readonly string[] {
  const row = table[pkg.folder]
  if (row === undefined) return [`packages/${pkg.folder} is not in the package table`]
  const runtime = row.imports === 'any' ? Object.keys(table) : row.imports
  const allowed = new Set([...runtime, ...(row.types ?? [])])
  const faults: string[] = []

  const dependencies = caseloadNames(pkg.manifest.dependencies)
  const known = new Set([...dependencies, ...caseloadNames(pkg.manifest.devDependencies), pkg.folder])
  for (const name of dependencies) if (!allowed.has(name)) faults.push(`${pkg.folder} may not depend on ${name}`)
  for (const name of caseloadNames(pkg.manifest.peerDependencies))
    faults.push(`${pkg.folder} has ${name} as a peer; make it a dependency`)

  const imported = new Set<string>()
  for (const { path, text } of pkg.sources)
    for (const { specifier, typeOnly } of importsOf(path, text)) {
      if (!specifier.startsWith(scope)) continue
      const name = specifier.slice(scope.length).split('/')[0] ?? ''
      const place = `${pkg.folder}/${path} imports ${name}`
      if (isTest(path)) {
        if (!known.has(name)) faults.push(`${place}, which its package.json does not declare`)
        continue
      }
      imported.add(name)
      if (!allowed.has(name)) faults.push(`${place}, which the package table does not allow`)
      else if (!dependencies.includes(name)) faults.push(`${place}, which is not among its dependencies`)
      else if (!runtime.includes(name) && !typeOnly) faults.push(`${place}, of which only types are allowed: use import type`)
    }
  for (const name of dependencies)
    if (row.role !== 'private' && pkg.sources.length > 1 && !imported.has(name))
      faults.push(`${pkg.folder} declares ${name} and never imports it`)
  return faults
}

function caseloadNames(dependencies: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.keys(dependencies ?? {})
    .filter((name) => name.startsWith(scope))
    .map((name) => name.slice(scope.length))
}

/** Every module specifier a file imports, re-exports or names in an import type, and whether only types come from it. */
export function importsOf(path: string, text: string): readonly { readonly specifier: string; readonly typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      found.push({
        specifier: node.moduleSpecifier.text,
        typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
      })
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier))
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly })
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
      found.push({ specifier: node.argument.literal.text, typeOnly: true })
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument !== undefined && ts.isStringLiteral(argument)) found.push({ specifier: argument.text, typeOnly: false })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest))
  return found
}

function cycleFaults(packages: readonly WorkspacePackage[]): readonly string[] {
  const needs = new Map(
    packages.map(({ folder, manifest }) => [
      folder,
      [...caseloadNames(manifest.dependencies), ...caseloadNames(manifest.devDependencies)],
    ]),
  )
  const done = new Set<string>()
  const faults: string[] = []
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name))
      faults.push(`packages depend on each other in a circle: ${[...path.slice(path.indexOf(name)), name].join(' → ')}`)
    else if (!done.has(name)) for (const next of needs.get(name) ?? []) visit(next, [...path, name])
    done.add(name)
  }
  for (const name of needs.keys()) visit(name, [])
  return faults
}
