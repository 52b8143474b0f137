import { orThrow } from '@caseload/core'
import { describe, expect, it } from 'vitest'
import { compileWorkflow } from './compile-workflow.ts'
import { standardWorkflow } from './standard-workflow.ts'
import type { TransitionDocument, WorkflowDocument } from './workflow-document.ts'

const issuesOf = (changes: object) =>
  compileWorkflow({ ...standardWorkflow, ...changes }).match(
    ({ warnings }) => warnings,
    (errors) => errors,
  )
const seen = (changes: object) => issuesOf(changes).map(({ kind, path, witness }) => [kind, path, ...witness])
const withTransitions = (...more: readonly TransitionDocument[]) => ({ transitions: [...standardWorkflow.transitions, ...more] })
const withStatus = (id: string, category: string) => ({
  statuses: [...standardWorkflow.statuses, { id, category, title: id }],
})
const without = (test: (transition: TransitionDocument) => boolean) => ({
  transitions: standardWorkflow.transitions.filter((transition) => !test(transition)),
})

describe('given the standard workflow', () => {
  const workflow = orThrow(compileWorkflow(standardWorkflow))

  it('finds nothing wrong', () => {
    expect(workflow.warnings).toEqual([])
  })

  it('reads durations as milliseconds and statuses by name', () => {
    expect([workflow.reopenWindowMs, workflow.autoCloseAfterMs, workflow.pendingReminderAfterMs]).toEqual([
      672 * 3_600_000,
      96 * 3_600_000,
      48 * 3_600_000,
    ])
    expect([...workflow.statuses.keys()]).toEqual(['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'])
    expect(workflow.onAssign.new).toMatchObject({ do: 'move', to: { id: 'open' } })
    expect(workflow.onAssign.open).toEqual({ do: 'keep' })
  })

  it('keeps a frozen copy, so that later changes to the document do no harm', () => {
    const mine = structuredClone(standardWorkflow) as { -readonly [Name in keyof WorkflowDocument]: WorkflowDocument[Name] }
    const compiled = orThrow(compileWorkflow(mine))
    mine.title = 'Mine'
    expect(compiled.document).toEqual(standardWorkflow)
    expect(Object.isFrozen(compiled.document.statuses[0])).toBe(true)
  })
})

describe('given a workflow in which tickets would get stuck', () => {
  it('names a status nothing leads to', () => {
    const lonely = { ...withStatus('lost', 'open'), ...withTransitions({ from: 'lost', to: 'closed' }) }
    expect(seen(lonely)).toEqual([['workflow/unreachable-status', 'statuses[6]', 'lost']])
  })

  it('names the unreachable statuses that lead to an unreachable one', () => {
    const island = {
      statuses: [
        ...standardWorkflow.statuses,
        { id: 'a', category: 'open', title: 'A' },
        { id: 'b', category: 'open', title: 'B' },
      ],
      ...withTransitions({ from: 'a', to: 'b' }, { from: 'b', to: 'a' }, { from: 'b', to: 'closed' }),
    }
    expect(seen(island)).toEqual([
      ['workflow/unreachable-status', 'statuses[6]', 'a', 'b'],
      ['workflow/unreachable-status', 'statuses[7]', 'b', 'a'],
    ])
  })

  it('names a status nothing leaves', () => {
    const trap = { ...withStatus('limbo', 'on-hold'), ...withTransitions({ from: 'open', to: 'limbo' }) }
    expect(seen(trap)).toEqual([['workflow/dead-end', 'statuses[6]', 'limbo']])
  })

  it('counts a way to itself as no way out', () => {
    const loop = { ...withStatus('limbo', 'on-hold'), ...withTransitions({ from: ['open', 'limbo'], to: 'limbo' }) }
    expect(seen(loop)).toEqual([['workflow/dead-end', 'statuses[6]', 'limbo']])
  })

  it('names each status from which closed cannot be reached, with where it leads', () => {
    const found = seen(without(({ to }) => to === 'closed'))
    const [first] = found.filter(([kind]) => kind === 'workflow/no-way-to-closed')
    expect(first).toEqual(['workflow/no-way-to-closed', 'statuses[0]', 'new', 'open', 'pending', 'on-hold', 'resolved', 'new'])
    expect(found).toContainEqual(['workflow/unreachable-status', 'statuses[5]', 'closed'])
  })

  it('names a category without a default, with its statuses', () => {
    const { pending: _, ...defaults } = standardWorkflow.defaults
    expect(seen({ defaults })).toEqual([['workflow/no-default', 'defaults.pending', 'pending']])
  })
})

describe('given a document that does not hang together', () => {
  it.each<[string, object, readonly (readonly string[])[]]>([
    ['two statuses of one name', withStatus('open', 'open'), [['workflow/duplicate-status', 'statuses[6].id', 'open']]],
    [
      'an unknown status in to',
      withTransitions({ from: 'open', to: 'x' }),
      [['workflow/unknown-status', 'transitions[9].to', 'x']],
    ],
    [
      'an unknown status in from',
      withTransitions({ from: ['open', 'x'], to: 'new' }),
      [['workflow/unknown-status', 'transitions[9].from[1]', 'x']],
    ],
    ['an unknown initial status', { initial: ['x'] }, [['workflow/unknown-status', 'initial[0]', 'x']]],
    [
      'an unknown default',
      { defaults: { ...standardWorkflow.defaults, open: 'x' } },
      [
        ['workflow/unknown-status', 'defaults.open', 'x'],
        ['workflow/no-default', 'onAgentReply.new'],
        ['workflow/no-default', 'onAssign.new'],
        ['workflow/no-default', 'onRequesterReply.pending'],
        ['workflow/no-default', 'onRequesterReply.resolved'],
      ],
    ],
    ['an unknown status to resume to', { resumesTo: { status: 'x' } }, [['workflow/unknown-status', 'resumesTo.status', 'x']]],
    [
      'a status to resume to that is not open',
      { resumesTo: { status: 'closed' } },
      [['workflow/wrong-resume', 'resumesTo.status', 'closed', 'closed']],
    ],
    [
      'an unknown status in a reaction',
      { onAssign: { new: { do: 'move', to: 'x' } } },
      [['workflow/unknown-status', 'onAssign.new.to', 'x']],
    ],
    [
      'a default of another category',
      { defaults: { ...standardWorkflow.defaults, pending: 'new' } },
      [['workflow/wrong-default', 'defaults.pending', 'new', 'new']],
    ],
    ['days', { reopenWindow: 'P28D' }, [['workflow/bad-duration', 'reopenWindow', 'calendar-unit']]],
    ['no duration', { autoCloseAfter: 'soon' }, [['workflow/bad-duration', 'autoCloseAfter', 'not-a-duration']]],
    [
      'a fact tickets do not have',
      withTransitions({ from: 'new', to: 'on-hold', roles: ['lead'], requires: ['mood'] }),
      [['workflow/unknown-field', 'transitions[9].requires[0]', 'mood']],
    ],
    [
      'the same way twice',
      withTransitions({ from: ['resolved', 'closed'], to: 'open' }),
      [
        ['workflow/duplicate-transition', 'transitions[9].from[0]', 'resolved', 'open'],
        ['workflow/duplicate-transition', 'transitions[9].from[1]', 'closed', 'open'],
      ],
    ],
  ])('names %s', (_, changes, expected) => {
    const found = seen(changes)
    for (const issue of expected) expect(found).toContainEqual(issue)
    expect(issuesOf(changes).every(({ severity }) => severity === 'error')).toBe(true)
  })

  it.each<[string, unknown, readonly string[]]>([
    ['an unknown field', { field: 'mood', equals: 'good' }, ['transitions[9].when.field', 'conditions/unknown-field']],
    [
      'a value that the field cannot have, deep inside',
      { all: [{ field: 'kind', equals: 'x' }, { not: { field: 'priority', equals: 'vip' } }] },
      ['transitions[9].when.all[1].not.equals', 'conditions/bad-value'],
    ],
    ['no condition', { sometimes: true }, ['transitions[9].when', 'conditions/malformed']],
  ])('names a condition with %s in the words of conditions', (_, when, [path, kind]) => {
    const transitions = [...standardWorkflow.transitions, { from: 'new', to: 'on-hold', when }]
    const [issue] = issuesOf({ transitions }).filter((found) => found.kind === 'workflow/condition')
    expect([issue?.path.startsWith(path ?? '?'), issue?.witness[0]]).toEqual([true, kind])
  })

  it('knows the desk’s own fields where they are declared', () => {
    const when = { field: 'attributes.product', equals: 'router' }
    const document = {
      ...standardWorkflow,
      ...withTransitions({ from: 'new', to: 'on-hold', when, requires: ['attributes.product'] }),
    }
    expect(
      compileWorkflow(document)
        ._unsafeUnwrapErr()
        .map(({ kind, path }) => [kind, path]),
    ).toEqual([
      ['workflow/unknown-field', 'transitions[9].requires[0]'],
      ['workflow/condition', 'transitions[9].when.field'],
    ])
    expect(compileWorkflow(document, { attributes: { product: { type: 'text' } } }).isOk()).toBe(true)
  })

  it('finds everything at once, sorted by path', () => {
    const found = issuesOf({ ...withTransitions({ from: 'x', to: 'y' }), initial: ['z'], reopenWindow: 'P1D' })
    expect(found.map(({ path }) => path)).toEqual(['initial[0]', 'reopenWindow', 'transitions[9].from', 'transitions[9].to'])
  })
})

describe('given a document of another shape', () => {
  it.each<[string, unknown, string]>([
    ['nothing', null, ''],
    ['a text', 'workflow', ''],
    ['an empty object', {}, 'schema'],
    ['an unknown property', { ...standardWorkflow, colour: 'red' }, 'colour'],
    ['no statuses', { ...standardWorkflow, statuses: [] }, 'statuses'],
    ['a name with blanks', { ...standardWorkflow, id: 'My Workflow' }, 'id'],
    ['version 0', { ...standardWorkflow, version: 0 }, 'version'],
    ['an unknown category', { ...standardWorkflow, ...withStatus('x', 'waiting') }, 'statuses[6].category'],
    ['undefined inside', { ...standardWorkflow, title: undefined }, 'title'],
    ['a date', { ...standardWorkflow, title: new Date(0) }, 'title'],
  ])('refuses %s and says where', (_, document, path) => {
    const issues = compileWorkflow(document)._unsafeUnwrapErr()
    expect(issues.map((issue) => issue.kind)).toContain('workflow/malformed')
    expect(issues.map((issue) => issue.path)).toContain(path)
  })

  it('survives a document that contains itself', () => {
    const circle: Record<string, unknown> = { ...standardWorkflow }
    circle['title'] = circle
    expect(compileWorkflow(circle)._unsafeUnwrapErr()[0]?.kind).toBe('workflow/malformed')
  })
})

describe('given a document that probably says something else than was meant', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'guards beside a way without any',
      withTransitions({ from: 'resolved', to: 'closed', by: ['agent'] }),
      ['workflow/needless-guards', 'transitions[9].from', 'resolved', 'closed'],
    ],
    [
      'a way for requesters only that no command of theirs takes',
      withTransitions({ from: 'new', to: 'on-hold', by: ['requester'] }),
      ['workflow/unused-transition', 'transitions[9]', 'new', 'on-hold', 'requester'],
    ],
    [
      'a reaction that those who trigger it cannot follow',
      { onRequesterReply: { new: { do: 'move' } } },
      ['workflow/reaction-never-moves', 'onRequesterReply.new', 'open', 'requester'],
    ],
    [
      'a reaction where the command is refused anyway',
      { onAgentReply: { closed: { do: 'move' } } },
      ['workflow/reaction-without-effect', 'onAgentReply.closed', 'closed'],
    ],
    [
      'an auto-close that the system may not do',
      {
        transitions: standardWorkflow.transitions.map((transition) =>
          transition.from === 'resolved' ? { ...transition, by: ['agent'] } : transition,
        ),
      },
      ['workflow/auto-close-never', 'autoCloseAfter', 'resolved'],
    ],
    [
      'a reopen window without a way back',
      { ...without(({ from }) => Array.isArray(from) && from.includes('closed')), onRequesterReply: {} },
      ['workflow/reopen-window-unused', 'reopenWindow', 'resolved', 'closed'],
    ],
    ['tickets that are opened closed', { initial: ['new', 'closed'] }, ['workflow/opened-closed', 'initial[1]', 'closed']],
  ])('warns of %s', (_, changes, expected) => {
    expect(seen(changes)).toContainEqual(expected)
    expect(issuesOf(changes).every(({ severity }) => severity === 'warning')).toBe(true)
  })

  it('warns of reminders where nothing is pending', () => {
    const document: WorkflowDocument = {
      ...standardWorkflow,
      statuses: standardWorkflow.statuses.filter(({ id }) => id === 'new' || id === 'closed'),
      defaults: { new: 'new', closed: 'closed' },
      initial: ['new'],
      transitions: [{ from: 'new', to: 'closed' }],
      onRequesterReply: {},
      onAgentReply: {},
      onAssign: {},
    }
    expect(orThrow(compileWorkflow(document)).warnings.map(({ kind }) => kind)).toContain('workflow/reminder-never')
  })

  it('takes several ways to one place with different guards', () => {
    const ways = [{ from: 'new', to: 'on-hold', by: ['agent'], roles: ['lead'] }] as const
    expect(seen(withTransitions(...ways))).toEqual([])
  })
})
