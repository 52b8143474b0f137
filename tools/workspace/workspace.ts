import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The part of a `package.json` that the checks read. */
export interface Manifest {
  readonly name?: string
  readonly version?: string
  readonly private?: boolean
  readonly description?: string
  readonly license?: string
  readonly type?: string
  readonly sideEffects?: boolean
  readonly engines?: Readonly<Record<string, string>>
  readonly files?: readonly string[]
  readonly exports?: Readonly<Record<string, unknown>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** A file of a package's source. */
export interface SourceFile {
  /** Path from the package's folder, e.g. `src/index.ts`. */
  readonly path: string
  /** Its text. */
  readonly text: string
}

/** A package of the workspace, as it lies on disk. */
export interface WorkspacePackage {
  /** Its folder's name in `packages/`. */
  readonly folder: string
  /** Its `package.json`. */
  readonly manifest: Manifest
  /** Its `README.md`; `null` where it has none. */
  readonly readme: string | null
  /** Its TypeScript files below `src`, tests included. */
  readonly sources: readonly SourceFile[]
  /** `entryPoints` of its `typedoc.json`; `null` where it has none. */
  readonly typedocEntryPoints: readonly string[] | null
}

/** Says whether a path is that of a test, a type test or a property test. */
export function isTest(path: string): boolean {
  return /\.(test|prop\.test|test-d)\.ts$/.test(path)
}

/** Every package in `packages/`, by folder. */
export function readWorkspace(root: string): readonly WorkspacePackage[] {
  return readdirSync(join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'packages', entry.name, 'package.json')))
    .map((entry) => readPackage(root, entry.name))
    .sort((a, b) => a.folder.localeCompare(b.folder))
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const home = join(root, 'packages', folder)
  const readJson = (name: string) => (existsSync(join(home, name)) ? JSON.parse(readFileSync(join(home, name), 'utf8')) : null)
  return {
    folder,
    manifest: readJson('package.json') ?? {},
    readme: existsSync(join(home, 'README.md')) ? readFileSync(join(home, 'README.md'), 'utf8') : null,
    sources: globSync('src/**/*.ts', { cwd: home })
      .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(home, path), 'utf8') }))
      .sort((a, b) => a.path.localeCompare(b.path)),
    typedocEntryPoints: readJson('typedoc.json')?.entryPoints ?? null,
  }
}
