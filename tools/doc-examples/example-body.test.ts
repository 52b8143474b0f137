import { err, ok } from 'neverthrow'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { exampleCheck } from './check-example.ts'
import { exampleBody } from './example-body.ts'

async function run(code: string): Promise<void> {
  const { body, valueLines, faults } = exampleBody(code)
  expect(faults).toEqual([])
  const { outputText } = ts.transpileModule(`return (async () => {\n${body}\n})()`, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  })
  const { check, finish } = exampleCheck(valueLines.map((line) => `example:${line}`))
  await new Function('check_', 'ok', 'err', 'console', outputText)(check, ok, err, { log: () => undefined })
  finish()
}

const faultsOf = (code: string): readonly string[] => exampleBody(code).faults.map(({ line, message }) => `${line}: ${message}`)

describe('given an example whose values hold', () => {
  it.each([
    ['an expression', '1 + 1 // => 2'],
    ['a declaration', 'const two = 1 + 1 // => 2\ntwo // => 2'],
    ['a destructuring declaration, whole', 'const { a } = { a: 1, b: 2 } // => { a: 1, b: 2 }\na // => 1'],
    ['an awaited value', 'await Promise.resolve(3) // => 3'],
    ['a value on the line below', '[1, 2]\n// => [1, 2]'],
    ['a value over several lines', '({ a: 1, b: [2] })\n// => {\n//   a: 1,\n//   b: [2],\n// }'],
    ['a value over several marked lines', '[1, 2]\n// => [\n// =>   1, 2\n// => ]'],
    ['a printed value', "console.log('a') // => 'a'"],
    ['a value after an expression over several lines', '[\n  1,\n].map((n) => n + 1) // => [2]'],
    ['a value in a branch that runs', 'const n = ok(1)\nif (n.isOk()) {\n  n.value // => 1\n}'],
    ['exported and typed declarations', 'export interface A { readonly a: number }\nexport const a: A = { a: 1 }\na.a // => 1'],
    ['a marker inside a string', "'// => 2'.length // => 7"],
    ['a success', 'ok(1) // => ok(1)'],
  ])('passes for %s', async (_, code) => {
    await run(code)
  })
})

describe('given an example with a wrong value', () => {
  it.each([
    ['an expression', '1 + 1 // => 3'],
    ['a declaration', 'const two = 1 + 1 // => 3'],
    ['a destructuring declaration', 'const { a } = { a: 1 } // => { a: 2 }'],
    ['an awaited value', 'await Promise.resolve(3) // => 4'],
    ['a value on the line below', '[1, 2]\n// => [1]'],
    ['a value over several lines', '[1, 2]\n// => [\n//   1,\n// ]'],
    ['a printed value', "console.log('a') // => 'b'"],
    ['a failure where a success was promised', 'err(undefined) // => ok(undefined)'],
    ['a promise that nobody awaited', 'Promise.resolve(3) // => 3'],
    ['a value in a branch that does not run', 'if (1 > 2) {\n  1 // => 1\n}'],
    ['a throw', "JSON.parse('{') // => {}"],
  ])('fails for %s', async (_, code) => {
    await expect(run(code)).rejects.toThrow()
  })
})

describe('given an example that cannot be understood', () => {
  it.each([
    ['a value that is prose', '1 // => one, more or less', '0: the value after // => is not a TypeScript expression'],
    ['a value of nothing', '// => 1', '0: this // => belongs to no expression or declaration'],
    ['a second value', '1 // => 1\n// => 1', '1: this // => belongs to no expression or declaration'],
    ['a value within an expression', '[\n  1, // => 1\n]', '1: this // => belongs to no expression or declaration'],
    [
      'a value of several declarations',
      'const a = 1, b = 2 // => 1',
      '0: a value needs one expression, or one declaration with an initialiser',
    ],
    [
      'a value of several printed things',
      'console.log(1, 2) // => 1',
      '0: a value needs one expression, or one declaration with an initialiser',
    ],
  ])('reports %s with its line', (_, code, fault) => {
    expect(faultsOf(code)).toEqual([fault])
  })

  it('reports code that does not parse', () => {
    expect(faultsOf('const = 1')).not.toEqual([])
  })
})

it('takes imports out of the body, as written', () => {
  const { imports, body } = exampleBody("import { a } from 'a'\nimport type { B } from 'b'\na // => 1")
  expect(imports).toBe("import { a } from 'a'\nimport type { B } from 'b'")
  expect(body).toContain('check_(0, (a), ( 1\n))')
  expect(body).not.toContain('import')
})
