import { orThrow } from '@caseload/core'
import { createDesk, type Desk } from '@caseload/desk'
import { describe, expect, it } from 'vitest'
import { type Ids, inputOf } from './every-method.ts'
import { fixture, fixturePolicies } from './fixture.ts'
import { hostileValues, wrongWith } from './hostile.ts'

type Arguments = readonly unknown[]
type Methods = Readonly<Record<string, Arguments>>

/** What each method of a desk takes where nothing is wrong, beside those of one bound to an actor; `close` ends it. */
const ofDesk = {
  tenant: ['acme'],
  runDueTimers: [{}],
  drainContacts: [{}],
  follow: ['consumer', () => Promise.resolve([]), { until: 'caught-up' }],
  lag: ['consumer', 5],
} satisfies { readonly [Name in Exclude<keyof Desk, 'admin' | 'close'>]: Arguments }

const ofTenant = {
  as: [{ kind: 'agent', id: 'agt_x' }],
  policies: [],
  events: [{}],
  load: [[]],
  find: [{ kind: 'own', limit: 1 }],
  exportLines: [],
} satisfies { readonly [Name in keyof ReturnType<Desk['tenant']>]: Arguments }

const ofAdmin = {
  migrate: ['check'],
  redact: ['nobody', []],
  scrub: [],
  exportTenant: ['nobody'],
  importTenant: ['nobody', []],
  dropTenant: ['nobody'],
  prune: [{ receiptsOlderThan: 0 }],
  verify: ['nobody'],
  lag: [{ consumer: 'consumer', limit: 1 }],
} satisfies { readonly [Name in keyof Desk['admin']]: Arguments }

/** Objects without own properties are options that say nothing: a follower follows until it is told to end. */
const endless = ['undefined', 'no object', 'an invalid date', 'a map']

/** Every method with each of its arguments replaced by each hostile value; what is against the rules. */
async function outcomes(owner: object, name: string, methods: Methods): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const [method, given] of Object.entries(methods))
    for (const [index] of given.entries())
      for (const [value, hostile] of Object.entries(hostileValues)) {
        if (method === 'follow' && index === 2 && endless.includes(value)) continue
        const call: unknown = Reflect.get(owner, method)
        if (typeof call !== 'function') throw new TypeError(`${method} is no method`)
        const found = await outcome(() => Reflect.apply(call, owner, given.with(index, hostile)))
        if (found !== null) wrong.push(`${name}.${method}, argument ${index}, ${value}: ${found}`)
      }
  return wrong
}

async function outcome(call: () => unknown): Promise<string | null> {
  try {
    const answer: unknown = call()
    return isIteration(answer) ? await iterated(answer) : wrongWith(await answer)
  } catch (cause) {
    return `throws ${cause instanceof Error ? cause.message : String(cause)}`
  }
}

function isIteration(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer && !('_promise' in answer)
}

/** An iteration that cannot answer otherwise ends with an error whose cause is the problem. */
async function iterated(answer: AsyncIterable<unknown>): Promise<string | null> {
  try {
    for await (const _ of answer);
    return null
  } catch (cause) {
    return cause instanceof Error && cause.cause !== undefined ? wrongWith({ error: cause.cause }) : `ends with ${String(cause)}`
  }
}

describe('given arguments that no caller with types could give', async () => {
  const { ada, desk, storage } = await fixture()
  const { ticket } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question', from: { email: 'eve@example.com' } }))
  const ids: Ids = { id: ticket.id, other: ticket.id, number: 1, customer: String(ticket.requesterId) }

  it('answers every question and command of an actor with a problem, and throws nothing', async () => {
    const methods = Object.fromEntries(Object.keys(ada).map((method) => [method, [...inputOf(method, ids), {}]] as const))
    expect(await outcomes(ada, 'actor', methods)).toEqual([])
  })

  it('answers every method of a desk, of a tenant and of its operations with a problem', async () => {
    expect(await outcomes(desk, 'desk', ofDesk)).toEqual([])
    expect(await outcomes(desk.tenant('acme'), 'tenant', ofTenant)).toEqual([])
    expect(await outcomes(desk.admin, 'admin', ofAdmin)).toEqual([])
  })

  it('binds any tenant and actor, and answers each call with what is wrong with them', async () => {
    const wrong: string[] = []
    for (const [value, hostile] of Object.entries(hostileValues)) {
      const asked: Readonly<Record<string, () => unknown>> = {
        tenant: () => Reflect.apply(desk.tenant, desk, [hostile]).as({ kind: 'agent', id: 'agt_x' }).tickets(),
        actor: () => Reflect.apply(desk.tenant('acme').as, desk, [hostile]).tickets(),
        ...Object.fromEntries(
          ['kind', 'id', 'roles', 'teams'].map((name) => [
            name,
            () => Reflect.apply(desk.tenant('acme').as, desk, [{ kind: 'agent', id: 'agt_x', [name]: hostile }]).tickets(),
          ]),
        ),
      }
      for (const [name, ask] of Object.entries(asked)) {
        const found = await outcome(ask)
        if (found !== null) wrong.push(`${name}, ${value}: ${found}`)
      }
    }
    expect(wrong).toEqual([])
  })

  it('creates no desk from options that are none, whichever', async () => {
    const options = { storage, policies: fixturePolicies }
    const names = ['policies', 'tenantPolicies', 'kinds', 'contacts', 'policyRegistry', 'clock', 'ids', 'entropy', 'numberBlock']
    const wrong: string[] = []
    for (const [value, hostile] of Object.entries(hostileValues))
      for (const name of ['', 'storage', ...names]) {
        const given = name === '' ? hostile : { ...options, [name]: hostile }
        const found = await outcome(() => Reflect.apply(createDesk, null, [given]))
        if (found !== null) wrong.push(`${name}, ${value}: ${found}`)
      }
    expect(wrong).toEqual([])
  })
})
