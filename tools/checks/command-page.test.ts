import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fixture } from '../../packages/desk/test/fixture.ts'
import { commandMethods, page, withTables } from '../command-page/command-page.ts'
import { questionMethods, questionPage, shapeFields, shapesIn, withQuestions } from '../command-page/question-page.ts'

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

/** What is wrong with one of the arguments of a question, as the desk says. */
async function wrongArgument(
  method: string,
  args: readonly unknown[],
): Promise<readonly { readonly path: string; readonly expected: string }[]> {
  const { ada } = await fixture()
  const call: unknown = Reflect.get(ada, method)
  if (typeof call !== 'function') throw new TypeError(`${method} is no method`)
  const answer = await Reflect.apply(call, ada, args)
  return answer.isErr() && answer.error.kind === 'input/invalid' ? answer.error.issues : []
}

/** What can stand before the argument in question. */
const standsFor: Readonly<Record<string, unknown>> = {
  ticketId: 'tkt_1',
  customerId: 'cus_1',
  number: 1,
  roster: { agents: [], teams: [] },
}

describe('given the page of the questions', () => {
  it('says of each what the types say; `node tools/command-page/main.ts` writes it anew', () => {
    const text = readFileSync(questionPage, 'utf8')
    expect(withQuestions(text)).toBe(text)
  })

  it('has every question that can be asked of a desk', async () => {
    const { ada } = await fixture()
    const commands = new Set(commandMethods().map(({ name }) => name))
    const rest = Object.keys(ada).filter((name) => !commands.has(name))
    const acts = rest.filter((name) => questionMethods().every((question) => question.name !== name))
    expect(acts.sort()).toEqual([
      'acceptContact',
      'activatePolicies',
      'eraseCustomer',
      'foreseePolicies',
      'importTickets',
      'migrateFields',
      'migrateWorkflow',
      'publishPolicies',
      'rearmTimers',
      'rebuildClocks',
      'rebuildFieldIndex',
      'receiveContact',
      'recordHistory',
      'registerCustomer',
      'rollBackPolicies',
      'withdrawActivation',
    ])
  })

  // What counts as kept is no input of the desk: `attainment` of `@caseload/sla` takes it as it is.
  const taking = questionMethods().flatMap(({ name, takes }) =>
    takes.flatMap(({ type }, index) =>
      shapesIn(type).length === 0 || type === 'AttainmentPolicy' ? [] : [[name, index, type, takes] as const],
    ),
  )
  it.each(taking)('knows what %s takes in place %i', async (name, index, type, takes) => {
    const nothing = Symbol('of no type')
    const fields = shapesIn(type.replace(/&.*/, '')).flatMap(shapeFields)
    const given = Object.fromEntries(fields.map((field) => [field.name, nothing]))
    const before = takes.slice(0, index).map((each) => standsFor[each.name] ?? {})
    const wrong = await wrongArgument(name, [...before, { ...given, zzz: 1 }])
    const unknown = wrong.filter(({ expected }) => expected === 'no such property').map(({ path }) => path)
    expect(unknown.map((path) => path.split('.').at(-1))).toEqual(['zzz'])
  })
})
