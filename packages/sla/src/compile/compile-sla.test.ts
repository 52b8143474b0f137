import { compileSla, type SlaDocument, slaJsonSchema } from '@caseload/sla'
import { describe, expect, it } from 'vitest'
import { office } from '../../test/office.ts'

const base = { schema: 1, id: 'support', version: 1 } as const
const fields = {
  plan: { type: 'enum', values: ['free', 'pro', 'gold'] },
  size: { type: 'number' },
  queue: { type: 'text' },
  since: { type: 'instant' },
} as const

function issuesOf(document: object): readonly (readonly [string, string, readonly string[]])[] {
  const result = compileSla({ ...base, ...document }, { calendars: { office } })
  return result.isOk() ? [] : result.error.map(({ kind, path, witness }) => [kind, path, witness])
}

const all = (targets: unknown) => ({ policies: [{ id: 'all', targets }] })

describe('given policies that cannot do what they say', () => {
  it.each<[string, object, string, string]>([
    ['a duration in days', all({ resolution: 'P7D' }), 'sla/ambiguous-duration', 'policies[0].targets.resolution.goal'],
    ['no duration', all({ resolution: '4h' }), 'sla/bad-duration', 'policies[0].targets.resolution.goal'],
    ['no time at all', all({ resolution: 'PT0S' }), 'sla/bad-goal', 'policies[0].targets.resolution.goal'],
    [
      'two lengths',
      { policies: [{ id: 'all', calendar: 'office', targets: { resolution: { workingDays: 1, duration: 'PT1H' } } }] },
      'sla/bad-goal',
      'policies[0].targets.resolution.goal',
    ],
    [
      'working days around the clock',
      all({ resolution: { workingDays: 1 } }),
      'sla/needs-calendar',
      'policies[0].targets.resolution.goal',
    ],
    ['a target without a clock', all({ escalate: 'PT1H' }), 'sla/unknown-clock', 'policies[0].targets.escalate'],
    [
      'a missing calendar',
      { policies: [{ id: 'all', calendar: 'night', targets: { resolution: 'PT1H' } }] },
      'sla/unknown-calendar',
      'policies[0].calendar',
    ],
    [
      'a warning before the start',
      all({ resolution: { goal: 'PT1H', steps: [{ id: 'w', at: { before: 'PT1H' } }] } }),
      'sla/step-before-start',
      'policies[0].targets.resolution.steps[0].at',
    ],
    [
      'a warning after the deadline',
      all({ resolution: { goal: 'PT1H', steps: [{ id: 'w', at: { percent: 120 } }] } }),
      'sla/step-after-deadline',
      'policies[0].targets.resolution.steps[0].at.percent',
    ],
    [
      'a step named like the breach',
      all({ resolution: { goal: 'PT1H', steps: [{ id: 'breach', at: { percent: 50 } }] } }),
      'sla/duplicate',
      'policies[0].targets.resolution.steps[0].id',
    ],
    [
      'a table by an unknown field',
      all({ resolution: { by: 'mood', of: {} } }),
      'sla/unknown-field',
      'policies[0].targets.resolution.goal.by',
    ],
    [
      'a clock that never starts',
      { clocks: { own: { starts: [], stops: [{ on: 'started' }] } }, ...all({ own: 'PT1H' }) },
      'sla/clock-never-starts',
      'clocks.own.starts',
    ],
    [
      'a clock that never ends',
      { clocks: { own: { starts: [{ on: 'started' }], stops: [] } }, ...all({ own: 'PT1H' }) },
      'sla/clock-never-ends',
      'clocks.own.stops',
    ],
    [
      'a clock that never counts',
      {
        clocks: {
          own: {
            starts: [{ on: 'started' }],
            stops: [{ on: 'event', name: 'x' }],
            pausedIn: ['new', 'open', 'pending', 'on-hold'],
          },
        },
        ...all({ own: 'PT1H' }),
      },
      'sla/clock-never-counts',
      'clocks.own.pausedIn',
    ],
    [
      'a clock nobody asks for',
      { clocks: { own: { starts: [{ on: 'started' }], stops: [{ on: 'event', name: 'x' }] } }, ...all({ resolution: 'PT1H' }) },
      'sla/clock-without-target',
      'clocks.own',
    ],
    [
      'an effectiveFrom without an offset',
      { effectiveFrom: '2026-03-01T00:00', ...all({ resolution: 'PT1H' }) },
      'sla/bad-instant',
      'effectiveFrom',
    ],
  ])('refuses %s, and says where', (_, document, kind, path) => {
    expect(issuesOf(document).map(([kind, path]) => [kind, path])).toEqual([[kind, path]])
  })

  it('names clocks that wait for one another', () => {
    const waiting = (clock: string) => ({ starts: [{ on: 'clock', clock }], stops: [{ on: 'started' }] })
    const [issue] = issuesOf({ clocks: { a: waiting('b'), b: waiting('a') }, ...all({ a: 'PT1H', b: 'PT1H' }) })
    expect(issue).toEqual(['sla/clock-circle', 'clocks', ['a', 'b']])
  })

  it('refuses a goal for a value the field does not have', () => {
    const targets = { resolution: { by: 'plan', of: { platinum: 'PT1H' } } }
    expect(issuesOf({ fields, policies: [{ id: 'all', targets }] })).toEqual([
      ['sla/unknown-value', 'policies[0].targets.resolution.goal.of.platinum', ['platinum']],
    ])
  })

  it('refuses a condition on the present instant, and one that cannot be used', () => {
    const within = { id: 'new', when: { field: 'since', within: 'PT1H' }, targets: { resolution: 'PT1H' } }
    expect(issuesOf({ fields, policies: [within] })[0]).toEqual(['sla/condition-reads-clock', 'policies[0].when', ['new']])
    const unknown = { id: 'odd', when: { field: 'mood', equals: 'bad' }, targets: { resolution: 'PT1H' } }
    expect(issuesOf({ fields, policies: [unknown] })[0]?.[0]).toBe('sla/condition')
  })

  it.each<[string, unknown, string]>([
    ['no document', null, ''],
    ['a word for a number', { ...base, version: 'two', policies: [] }, 'version'],
    ['a calendar that is no name', { ...base, policies: [{ id: 'all', calendar: 7, targets: {} }] }, 'policies[0].calendar'],
    ['a target that is none', { ...base, ...all({ resolution: 7 }) }, 'policies[0].targets.resolution'],
    ['no document among several', [null], '[0]'],
    ['a fault in one of several', [{ ...base, policies: [{ id: 7, targets: {} }] }], '[0].policies[0].id'],
  ])('says in one form where %s stands', (_, documents, path) => {
    const [issue] = compileSla(documents)._unsafeUnwrapErr()
    expect([issue?.kind, issue?.path]).toEqual(['sla/malformed', path])
    expect(issue?.message).toContain(path === '' ? 'the value: expected' : `${path}: expected`)
  })
  it.each([
    ['a target', '{"__proto__":"PT1H","resolution":"PT2H"}', 'policies[0].targets.__proto__'],
    ['a goal by value', '{"resolution":{"by":"plan","of":{"pro":"PT1H","__proto__":"PT2H"}}}', 'policies[0].targets.resolution'],
  ])('refuses %s under the name __proto__ instead of leaving it out', (_, targets, path) => {
    const [issue] = issuesOf({ fields, ...all(JSON.parse(targets)) })
    expect(issue?.[0]).toBe('sla/malformed')
    expect(issue?.[1]).toContain(path)
  })

  it('refuses a clock under the name __proto__', () => {
    const clocks = JSON.parse('{"__proto__":{"starts":[],"stops":[]}}')
    expect(issuesOf({ ...all({ resolution: 'PT1H' }), clocks }).map(([kind, path]) => [kind, path])).toEqual([
      ['sla/malformed', 'clocks.__proto__'],
    ])
  })

  it('says where in a condition a fault is', () => {
    const when = {
      all: [
        { field: 'plan', equals: 'pro' },
        { field: 'colour', equals: 'red' },
      ],
    }
    expect(issuesOf({ fields, policies: [{ id: 'all', when, targets: { resolution: 'PT1H' } }] })).toEqual([
      ['sla/condition', expect.stringMatching(/^policies\[0\]\.when\.all\[1\]/), expect.anything()],
    ])
  })
  it('gives every issue at once, and never throws on junk', () => {
    expect(issuesOf(all({ resolution: 'P1D', firstReply: 'x' })).map(([kind]) => kind)).toEqual([
      'sla/ambiguous-duration',
      'sla/bad-duration',
    ])
    for (const junk of [null, undefined, 7, '', [], [null], { policies: [] }, () => 1])
      expect(compileSla(junk).isErr()).toBe(true)
  })
})

describe('given policies in each other’s way', () => {
  const policy = (id: string, when?: object) => ({ id, ...(when === undefined ? {} : { when }), targets: { resolution: 'PT1H' } })
  const between = (atLeast: number, atMost: number) => ({ field: 'size', atLeast, atMost })

  it('finds one that several earlier ones take every ticket from, together', () => {
    const policies = [
      policy('small', { field: 'size', atMost: 10 }),
      policy('large', { field: 'size', moreThan: 10 }),
      policy('middle', between(5, 15)),
    ]
    expect(issuesOf({ fields, policies })).toEqual([['sla/policy-shadowed', 'policies[2]', ['large', 'small']]])
  })

  it('takes a missing fact for a case of its own', () => {
    const policies = [
      policy('small', { field: 'size', atMost: 10 }),
      policy('large', { field: 'size', moreThan: 10 }),
      policy('rest'),
    ]
    expect(issuesOf({ fields, policies })).toEqual([])
  })

  it('finds one that no ticket can match', () => {
    const never = {
      all: [
        {
          any: [
            { field: 'plan', equals: 'pro' },
            { field: 'plan', equals: 'gold' },
          ],
        },
        { not: { field: 'plan', in: ['pro', 'gold'] } },
      ],
    }
    expect(issuesOf({ fields, policies: [policy('never', never), policy('rest')] })).toEqual([
      ['sla/policy-never-matches', 'policies[0].when', ['never']],
    ])
  })

  it('tells a prefix from the texts that begin with it', () => {
    const policies = [policy('one', { field: 'queue', equals: 'eu' }), policy('others', { field: 'queue', prefix: 'eu' })]
    expect(issuesOf({ fields, policies })).toEqual([])
  })

  it('says when there is too much to try, and still finds a catch-all in the way', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`f${index}`, { type: 'boolean' }]))
    const tests = Object.keys(many).map((field) => ({ field, equals: true }))
    const open = compileSla({ ...base, fields: many, policies: [policy('most', { all: tests }), policy('rest')] })
    expect(open._unsafeUnwrap().analysisComplete).toBe(false)
    expect(issuesOf({ fields: many, policies: [policy('rest'), policy('most', { all: tests })] })).toEqual([
      ['sla/policy-shadowed', 'policies[1]', ['rest']],
    ])
  })
})

describe('given versions of a document', () => {
  const version = (number: number, effectiveFrom?: string): SlaDocument => ({
    ...base,
    version: number,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    policies: [{ id: 'all', targets: { resolution: 'PT1H' } }],
  })

  it('refuses beginnings that do not follow the numbers', () => {
    const kinds = compileSla([version(1, '2026-03-01T00:00Z'), version(2, '2026-02-01T00:00Z')]).mapErr((issues) =>
      issues.map(({ kind, path }) => [kind, path]),
    )
    expect(kinds._unsafeUnwrapErr()).toEqual([['sla/version-order', '[1]']])
  })

  it('exports its form as JSON Schema with every part of it', () => {
    const schema = slaJsonSchema()
    expect(Object.keys(schema.properties ?? {})).toEqual([
      'schema',
      'id',
      'version',
      'title',
      'effectiveFrom',
      'fields',
      'clocks',
      'policies',
    ])
    expect(schema.additionalProperties).toBe(false)
  })
})

describe('given options that are none', () => {
  const document = { ...base, ...all({ resolution: 'PT1H' }) }
  // As they come from a caller without types.
  const compiledWith = (options: unknown) => compileSla(document, options as object)

  it.each([[null], [7], [Number.NaN], [[]], [{ calendar: {} }], [{ calendars: null }], [{ calendars: [office] }]])(
    'refuses %j',
    (options) => {
      expect(compiledWith(options)._unsafeUnwrapErr()).toMatchObject([{ kind: 'sla/bad-options', path: 'options' }])
    },
  )

  it('names each calendar that is none', () => {
    const { between: _, ...rest } = office
    const unreadable = {
      get add() {
        throw new Error('unreadable')
      },
    }
    const calendars = { office, a: null, b: 'office', c: rest, d: { ...office, spans: 1 }, e: unreadable, ['__proto__']: {} }
    expect(
      compiledWith({ calendars })
        ._unsafeUnwrapErr()
        .map(({ kind, path }) => [kind, path]),
    ).toEqual(['.a', '.b', '.c', '.d', '.e', '.__proto__'].map((name) => ['sla/bad-options', `options.calendars${name}`]))
  })

  it('refuses options that cannot be read', () => {
    const options = {
      get calendars() {
        throw new Error('unreadable')
      },
    }
    expect(compiledWith(options)._unsafeUnwrapErr()).toMatchObject([{ kind: 'sla/bad-options', path: 'options' }])
  })
})

describe('given documents that are none', () => {
  const cyclic: Record<string, unknown> = { ...base }
  cyclic['policies'] = [cyclic]
  const nested: Record<string, unknown> = {}
  nested['not'] = nested
  const { proxy, revoke } = Proxy.revocable<unknown[]>([], {})
  revoke()

  it.each<[string, unknown]>([
    ['null', null],
    ['a cycle', cyclic],
    ['a condition without end', { ...base, policies: [{ id: 'all', when: nested, targets: { resolution: 'PT1H' } }] }],
    ['a revoked proxy', proxy],
    ['501 versions', Array.from({ length: 501 }, () => base)],
    [
      'a target named __proto__',
      JSON.parse('{"schema":1,"id":"s","version":1,"policies":[{"id":"all","targets":{"__proto__":"PT1H"}}]}'),
    ],
    ['a number that is none', { ...base, version: Number.NaN, ...all({ resolution: 'PT1H' }) }],
  ])('refuses %s', (_, document) => {
    expect(
      compileSla(document)
        ._unsafeUnwrapErr()
        .map(({ kind }) => kind),
    ).toContain('sla/malformed')
  })
})
