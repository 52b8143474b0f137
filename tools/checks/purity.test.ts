import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { packageTable } from '../workspace/package-table.ts'
import { isTest, readWorkspace } from '../workspace/workspace.ts'
import { compile } from './compile.ts'

const portable = Object.entries(packageTable)
  .filter(([, row]) => row.role === 'pure' || row.role === 'port')
  .map(([folder]) => folder)

describe('given the sources of pure packages, compiled without types of any host', () => {
  const uses = [
    'process.env',
    'console.log(1)',
    "fetch('/')",
    'setTimeout(() => 1, 1)',
    "new URL('/')",
    'crypto',
    'performance',
    'new TextEncoder()',
  ]
  const impure = Object.fromEntries(
    uses.map((use, index) => [`packages/core/src/impure-${index}.ts`, `export const x = ${use}\n`]),
  )
  const { errors, files } = compile(process.cwd(), 'tsconfig.pure.json', impure)
  const ofImpure = errors.filter((error) => error.includes('/impure-'))

  it('refuses each use of a host', () => {
    expect(ofImpure.map((error) => /Cannot find name '(\w+)'/.exec(error)?.[1])).toEqual([
      'process',
      'console',
      'fetch',
      'setTimeout',
      'URL',
      'crypto',
      'performance',
      'TextEncoder',
    ])
  })

  it('accepts all of them', () => {
    expect(errors.filter((error) => !error.includes('/impure-'))).toEqual([])
  })

  it('leaves none of them out', () => {
    const expected = readWorkspace(process.cwd())
      .filter(({ folder }) => portable.includes(folder))
      .flatMap(({ folder, sources }) =>
        sources.filter(({ path }) => !isTest(path)).map(({ path }) => `packages/${folder}/${path}`),
      )
    expect(expected.filter((path) => !files.includes(path))).toEqual([])
  })

  it('knows every pure package of the table', () => {
    const { include }: { readonly include: readonly string[] } = JSON.parse(readFileSync('tsconfig.pure.json', 'utf8'))
    expect(include).toEqual(portable.map((folder) => `packages/${folder}/src`))
  })
})
