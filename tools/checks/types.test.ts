import { describe, expect, it } from 'vitest'
import { compile } from './compile.ts'

describe('given every source, test, example and tool in one program', () => {
  const mistakes = {
    'packages/core/src/mistake-0.ts': "export const x: number = 'one'\n",
    'packages/core/src/mistake-1.ts': 'export const x: { readonly a?: number } = { a: undefined }\n',
    'packages/core/src/mistake-2.ts': "export const x: string = ['a'][0]\n",
    'packages/core/src/mistake-3.ts': 'export enum X {}\n',
  }
  const { errors, files } = compile(process.cwd(), 'tsconfig.json', mistakes)

  it('refuses each mistake it was given', () => {
    const found = errors.filter((error) => error.includes('/mistake-')).map((error) => error.split(':', 1)[0])
    expect(found).toEqual(Object.keys(mistakes))
  })

  it('finds no other', () => {
    expect(errors.filter((error) => !error.includes('/mistake-'))).toEqual([])
  })

  it('includes the tests and the examples of the documents', () => {
    expect(files.filter((path) => path.endsWith('.test-d.ts')).length).toBeGreaterThan(0)
    expect(files.filter((path) => path.startsWith('docs/generated/')).length).toBeGreaterThan(0)
  })
})
