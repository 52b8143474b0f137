import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type PackageRow, packageTable } from '../workspace/package-table.ts'
import { isTest, readWorkspace } from '../workspace/workspace.ts'
import { compile } from './compile.ts'

/** How the compiler keeps a role: under which settings, from which package, and which uses of a host it must refuse there. */
const keepers = [
  {
    role: 'pure',
    config: 'tsconfig.pure.json',
    folder: 'core',
    uses: [
      'process.env',
      'console.log(1)',
      "fetch('/')",
      'setTimeout(() => 1, 1)',
      "new URL('/')",
      'crypto',
      'performance',
      'new TextEncoder()',
    ],
    names: ['process', 'console', 'fetch', 'setTimeout', 'URL', 'crypto', 'performance', 'TextEncoder'],
  },
  {
    role: 'port',
    config: 'tsconfig.port.json',
    folder: 'storage',
    uses: [
      'process.env',
      'console.log(1)',
      "fetch('/')",
      "new URL('/')",
      'performance',
      "Buffer.from('')",
      'setInterval(() => 1, 1)',
    ],
    names: ['process', 'console', 'fetch', 'URL', 'performance', 'Buffer', 'setInterval'],
  },
] as const satisfies readonly { readonly role: PackageRow['role']; readonly [more: string]: unknown }[]

describe.each(keepers)('given the sources of $role packages, compiled with no more of a host than they may use', (keeper) => {
  const { role, config, folder, uses, names } = keeper
  const folders = Object.entries(packageTable)
    .filter(([, row]) => row.role === role)
    .map(([name]) => name)
  const nodeOnly = (path: string): boolean =>
    folders.some((name) =>
      packageTable[name]?.node?.some((entry) => new RegExp(`^packages/${name}/src/${entry}(\\.ts$|/)`).test(path)),
    )
  const impure = Object.fromEntries(
    uses.map((use, index) => [`packages/${folder}/src/impure-${index}.ts`, `export const x = ${use}\n`]),
  )
  const { errors, files } = compile(process.cwd(), config, impure)

  it('refuses each use of a host', () => {
    const refused = errors.filter((error) => error.includes('/impure-'))
    expect(refused.map((error) => /Cannot find name '(\w+)'/.exec(error)?.[1])).toEqual(names)
  })

  it('accepts all of them', () => {
    // A pure package may import a port's types, which brings the port's sources along; what those may use is judged by their own role.
    const own = errors.filter((error) => {
      const inPackage = /^packages\/([^/]+)\//.exec(error)?.[1]
      return inPackage === undefined || folders.includes(inPackage)
    })
    expect(own.filter((error) => !error.includes('/impure-'))).toEqual([])
  })

  it('leaves none of them out', () => {
    const expected = readWorkspace(process.cwd())
      .filter((pkg) => folders.includes(pkg.folder))
      .flatMap((pkg) => pkg.sources.filter(({ path }) => !isTest(path)).map(({ path }) => `packages/${pkg.folder}/${path}`))
    expect(expected.filter((path) => !files.includes(path) && !nodeOnly(path))).toEqual([])
  })

  it('leaves entries that need Node.js out, and imports them nowhere', () => {
    expect(files.filter(nodeOnly)).toEqual([])
  })

  it('knows every package of the role', () => {
    const { include }: { readonly include: readonly string[] } = JSON.parse(readFileSync(config, 'utf8'))
    expect(include.filter((path) => path.startsWith('packages/'))).toEqual(folders.map((name) => `packages/${name}/src`))
  })
})
