import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { report } from './report.ts'
import { runFolder } from './run-folder.ts'

const testFolder = join(import.meta.dirname, '../test')
const folder = mkdtempSync(join(tmpdir(), 'vectors-'))
afterAll(() => rmSync(folder, { recursive: true }))

function outcomesOf(content: unknown) {
  const path = join(folder, 'case.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return runFolder(folder)
}
const statuses = (content: unknown) => outcomesOf(content).flatMap(({ outcomes }) => outcomes.map(({ status }) => status))
const office = { timeZone: 'UTC', weekly: { mon: [['09:00', '17:00']] } }
const at = '2026-03-02T10:00:00Z'
const isOpen = { id: 'one', op: 'isOpen', calendar: 'office', at, expected: true }
const file = (vectors: readonly unknown[], more: object = {}) => ({
  schema: 'business-time/1',
  name: 'case',
  calendars: { office },
  vectors,
  ...more,
})

describe.each(['vectors', 'own'])('given the files in %s', (name) => {
  it.each(runFolder(join(testFolder, name)).map((outcome) => [outcome.file, outcome] as const))('passes %s', (_, outcome) => {
    const { outcomes, skipped } = outcome
    expect(skipped).toBeNull()
    expect(outcomes.length).toBeGreaterThan(0)
    expect(outcomes.filter(({ status }) => status === 'failed' || status === 'unsupported')).toEqual([])
    const onPurpose = outcomes.filter(({ status }) => status === 'different').length
    expect(onPurpose / outcomes.length).toBeLessThanOrEqual(0.02)
  })
})

describe('given a file that is not as it should be', () => {
  it.each([
    ['no JSON', 'names no schema'],
    [{ vectors: [] }, 'names no schema'],
    [{ schema: 'weather/1', vectors: [{ id: 'one' }] }, 'no runner for schema weather/1'],
    [{ schema: 'toString', vectors: [] }, 'no runner for schema toString'],
    [{ schema: 'business-time/1', vectors: [] }, 'not of its schema: name'],
  ])('says of %j that it was not run, and why', (content, reason) => {
    expect(outcomesOf(content).map(({ skipped }) => skipped)).toEqual([expect.stringContaining(reason)])
    expect(report(outcomesOf(content))).toContain('not run')
  })
})

describe('given a folder with more in it than files to read', () => {
  it('runs the others', () => {
    const own = mkdtempSync(join(tmpdir(), 'vectors-'))
    mkdirSync(join(own, 'folder.json'))
    symlinkSync(join(own, 'nowhere'), join(own, 'dangling.json'))
    writeFileSync(join(own, 'marked.json'), `\uFEFF${JSON.stringify(file([isOpen]))}`)
    const found = runFolder(own).map(({ file: name, skipped, outcomes }) => [name, skipped ?? outcomes[0]?.status])
    rmSync(own, { recursive: true })
    expect(found).toEqual([
      ['dangling.json', 'names no schema'],
      ['marked.json', 'passed'],
    ])
  })
})

describe('given one vector that is none', () => {
  const content = (name: string): { readonly vectors: readonly object[] } =>
    JSON.parse(readFileSync(join(testFolder, name), 'utf8'))
  it.each([
    'own/business-time.json',
    'own/nps.json',
    'own/reply-wait.json',
    'own/sla-evaluation.json',
    'own/ticket-timeline-zammad.json',
    'vectors/sla/ticket-metrics-worked-examples.json',
  ])('names it and runs the others of %s', (name) => {
    const read = content(name)
    const [first] = read.vectors
    expect(statuses({ ...read, vectors: [null, { ...first, id: 7 }, { id: {} }] })).toEqual([
      'unsupported',
      'passed',
      'unsupported',
    ])
  })
  it('calls a metric of a timeline that cannot be read unsupported', () => {
    const read = content('vectors/sla/ticket-metrics-worked-examples.json')
    expect(new Set(statuses({ ...read, timelines: { other: 7 } }))).toEqual(new Set(['unsupported']))
    expect(statuses({ ...read, vectors: [{ ...read.vectors[0], metric: 'constructor' }] })).toEqual(['unsupported'])
  })
})

describe('given a vector that cannot be run', () => {
  it.each([
    ['an unknown operation', { op: 'isFullMoon' }],
    ['an operation that is a word of the language', { op: 'constructor' }],
    ['a calendar its file does not have', { calendar: 'factory' }],
    ['an instant that cannot be read', { at: 'teatime' }],
    ['a day that its month does not have', { at: '2026-02-30' }],
    ['a field of another type', { at: 7 }],
    ['no expectation', { expected: undefined }],
    ['an amount of an unknown unit', { op: 'addWorkingTime', amount: { value: 1, unit: 'fortnights' } }],
  ])('calls %s unsupported with a reason, and runs the others', (_, change) => {
    const outcomes = outcomesOf(file([{ ...isOpen, ...change }, isOpen])).flatMap((one) => one.outcomes)
    expect(outcomes.map(({ status }) => status)).toEqual(['unsupported', 'passed'])
    expect(outcomes[0]?.reason).toBeTruthy()
  })
  it('fails one of which another answer comes out', () => {
    expect(statuses(file([{ ...isOpen, expected: false }]))).toEqual(['failed'])
  })
  it('does not let a calendar that cannot be read spoil another', () => {
    const calendars = { office, broken: { timeZone: 7 } }
    const vectors = [{ ...isOpen, calendar: 'broken' }, isOpen]
    expect(statuses(file(vectors, { calendars }))).toEqual(['unsupported', 'passed'])
  })
})

describe('given a story that cannot be run', () => {
  const created = { step: 'createTicket', at }
  const sla = { step: 'createSla', firstResponse: 'PT1H' }
  const due = { step: 'expect', fields: { firstResponseEscalationAt: '2026-03-02T11:00:00Z' } }
  const stories = (...steps: readonly unknown[]) => ({
    schema: 'ticket-timeline/1',
    name: 'case',
    vectors: [{ id: 'one', steps }],
  })
  it('passes when it can', () => {
    expect(statuses(stories(sla, created, due))).toEqual(['passed'])
  })
  it('fails when another deadline comes out', () => {
    expect(statuses(stories({ ...sla, firstResponse: 'PT2H' }, created, due))).toEqual(['failed'])
  })
  it.each([
    ['an unknown step', [sla, created, { step: 'teleport', at }, due]],
    ['a step that says nothing', [sla, created, { at }, due]],
    ['an unknown field', [sla, created, { step: 'expect', fields: { shoeSize: 43 } }]],
    ['an SLA without a goal', [{ step: 'createSla', name: 'empty' }, created, due]],
    ['a calendar that cannot be read', [{ ...sla, calendar: { timeZone: 'Europe/Atlantis', weekly: {} } }, created, due]],
    ['a message of nobody', [sla, created, { step: 'addMessage', at }, due]],
    ['no ticket', [sla, due]],
    ['no expectation', [sla, created]],
  ])('calls %s unsupported', (_, steps) => {
    const [outcome] = outcomesOf(stories(...steps)).flatMap(({ outcomes }) => outcomes)
    expect(outcome?.status).toBe('unsupported')
    expect(outcome?.reason).toBeTruthy()
  })
})

describe('given conventions', () => {
  const tie = { ...isOpen, op: 'addWorkingTime', amount: { value: 7, unit: 'hours' } }
  const stays = { ...tie, expected: '2026-03-02T17:00:00Z' }
  const rolls = { ...tie, expected: '2026-03-09T09:00:00Z' }
  it.each([
    [{ addLandingOnClosing: 'returns the NEXT opening instant' }, rolls],
    [{ addLandingOnClosing: 'stays on the closing instant (no roll)' }, stays],
    [{ points: { ties: 'rolls over' } }, rolls],
    [['ties: a sum that is used up at closing stays there'], stays],
    ['landing exactly on closing rolls to the next opening', rolls],
    [undefined, stays],
  ])('reads %j, however it is put', (conventions, vector) => {
    expect(statuses(file([vector], { conventions }))).toEqual(['passed'])
  })
  it('takes the answers of the source where the file says nothing', () => {
    expect(statuses(file([rolls], { name: 'pandas-more' }))).toEqual(['passed'])
  })
})

describe('given scores of recommendation', () => {
  const nps = (vector: object, more: object = {}) =>
    statuses({ schema: 'nps/1', name: 'case', vectors: [{ id: 'one', ...vector }], ...more })
  it.each([
    [{ scores: [10, 0, 10], expectedNps: 33 }, 'failed'],
    [{ scores: [10, 0, 10], expectedNps: 33, tolerance: 0.5 }, 'passed'],
    [{ scores: [9, 11], expectedNps: 100 }, 'failed'],
    [{ score: 6, expectedError: 'outside 0..10' }, 'failed'],
    [{ score: 9, expectedNps: 100 }, 'unsupported'],
    [{ scores: 'many', expectedNps: 0 }, 'unsupported'],
    [{ scores: [9], distribution: { promoters: 1, passives: 0, detractors: 0 }, expectedNps: 100 }, 'unsupported'],
    [{ distribution: { promoters: 1, detractors: 0 }, expectedNps: 100 }, 'unsupported'],
    [{ scores: [9] }, 'unsupported'],
  ])('calls %j %s', (vector, status) => {
    expect(nps(vector)).toEqual([status])
  })
  it.each([
    [{ conventions: { emptySet: 'an empty set of scores is 0' } }, 0],
    [{ conventions: { empty: 'null' } }, null],
    [{}, null],
  ])('takes what none give from %j', (more, expectedNps) => {
    expect(nps({ scores: [], expectedNps }, more)).toEqual(['passed'])
  })
})
