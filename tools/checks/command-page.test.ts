import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../packages/desk/test/fixture.ts'
import { commandMethods, page, withTables } from '../command-page/command-page.ts'

/** Paths of what is wrong with an input of a method. */
async function wrongIn(method: string, input: unknown): Promise<readonly { readonly path: string; readonly expected: string }[]> {
  const { ada } = await fixture()
  const call: unknown = Reflect.get(ada, method)
  if (typeof call !== 'function') throw new TypeError(`${method} is no method`)
  const answer = await Reflect.apply(call, ada, method === 'openTicket' ? [input] : ['tkt_1', input])
  return answer.isErr() && answer.error.kind === 'input/invalid' ? answer.error.issues : []
}

describe('given the page of the commands', () => {
  it('says of each field what the types say; `node tools/command-page/main.ts` writes it anew', () => {
    const text = readFileSync(page, 'utf8')
    expect(withTables(text)).toBe(text)
  })

  it.each(commandMethods().map((method) => [method.name, method] as const))(
    'knows what %s takes and cannot do without',
    async (name, { fields }) => {
      const nothing = Symbol('of no type')
      const given = Object.fromEntries(fields.map((field) => [field.name, nothing]))
      const wrong = await wrongIn(name, { ...given, zzz: 1 })
      expect(wrong.filter(({ expected }) => expected === 'no such property').map(({ path }) => path)).toEqual(['zzz'])
      const first = (path: string): string => path.split(/[.[]/)[0] ?? ''
      const needed = fields.filter(({ optional }) => !optional).map((field) => field.name)
      expect([...new Set((await wrongIn(name, {})).map(({ path }) => first(path)))].sort()).toEqual([...needed].sort())
    },
  )
})
