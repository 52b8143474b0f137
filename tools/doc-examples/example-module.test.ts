import { expect, it } from 'vitest'
import { exampleModule } from './example-module.ts'

const fence = {
  file: 'packages/a/README.md',
  line: 7,
  subject: 'Say "hi"',
  runs: true,
  code: "import { a } from 'a'\n\na() // => 1",
}

it('names the place of the fence and of each value, and checks that all were reached', () => {
  expect(exampleModule(fence, 'docs/generated/packages/a')).toBe(`// packages/a/README.md:7; generated, do not edit
import { test as test_ } from 'vitest'
import { exampleCheck as exampleCheck_ } from '../../../../tools/doc-examples/check-example.ts'
import { a } from 'a'

test_("packages/a/README.md:7 Say \\"hi\\"", async () => {
const { check: check_, finish: finish_ } = exampleCheck_(["packages/a/README.md:9"])
{


check_(0, (a()), ( 1
)) // => 1
}
finish_()
})
`)
})

it('turns what cannot be understood into a failing test that says where', () => {
  const text = exampleModule({ ...fence, code: '// => 1' }, 'docs/generated/packages/a')
  expect(text).toContain('throw new Error("packages/a/README.md:7: this // => belongs to no expression or declaration")')
})

it('gives a fence that does not run no test, and keeps it for the compiler', () => {
  const text = exampleModule({ ...fence, runs: false }, 'docs/generated/packages/a')
  expect(text).toContain('export async function example_()')
  expect(text).not.toContain('test_')
})
