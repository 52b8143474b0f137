import { type ActorRef, instant, orThrow, parseTenantId } from '@caseload/core'
import {
  type Commit,
  formatLeaseToken,
  type JsonText,
  journalCursor,
  type KindSpec,
  type NewEvent,
  type PutWrite,
  type WorkChange,
} from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { postgresDialect } from '../tables/postgres-dialect.ts'
import { vocabularyOf } from '../tables/vocabulary.ts'
import { commitStatements } from './commit-statement.ts'

const kinds: readonly KindSpec[] = [
  {
    kind: 'note',
    fields: { stars: { type: 'int', sortable: true }, author: { type: 'text', nullable: true } },
    keys: { number: { unique: true }, tag: { unique: false } },
  },
  { kind: 'mark', fields: {} },
]
const acme = orThrow(parseTenantId('acme'))
const json = '{}' as JsonText
const at = instant(0)
const actor: ActorRef = 'agent:ada'

function put(kind: 'note' | 'mark', id: string, version: number, keys: PutWrite<JsonText>['keys'] = []): PutWrite<JsonText> {
  return { op: 'put', ref: { kind, id }, version, doc: json, fields: kind === 'note' ? { stars: 1, author: id } : {}, keys }
}

function event(stream: string, version: number): NewEvent<JsonText> {
  return { stream, version, type: 'noted', schema: 1, at, recordedAt: at, actor, cause: null, data: json }
}

function leaseOf(id: string): string {
  return formatLeaseToken({ of: 'work', tenant: acme, queue: 'due', id, secret: `secret of ${id}` })
}

function commit(key: string, parts: Partial<Commit<JsonText>>): Commit<JsonText> {
  return { key, writes: [], events: [], ...parts }
}

const tags = [
  { name: 'number', value: '7' },
  { name: 'tag', value: 'a' },
  { name: 'tag', value: '\u{1F600}' },
]
const followed: WorkChange<JsonText> = {
  op: 'advance',
  token: formatLeaseToken({ of: 'follow', tenant: acme, consumer: 'mail', secret: 's' }),
  to: journalCursor(5),
}

/** One of each shape, all different. */
const shapes: readonly Partial<Commit<JsonText>>[] = [
  {},
  { writes: [put('mark', 'a', 0)] },
  { writes: [put('mark', 'a', 1)] },
  { writes: [put('note', 'a', 0)] },
  { writes: [put('note', 'a', 0, tags)] },
  { writes: [put('note', 'a', 0, tags.slice(0, 2))] },
  { writes: [put('note', 'a', 0, tags.slice(1))] },
  { writes: [put('note', 'a', 3, tags)] },
  { writes: [put('mark', 'a', 1), put('note', 'a', 3, tags)] },
  { writes: [put('note', 'a', 3, tags)], expect: [{ ref: { kind: 'mark', id: 'a' }, version: 2 }] },
  { writes: [put('mark', 'a', 3)], expect: [{ ref: { kind: 'note', id: 'a' }, version: 2 }] },
  { events: [event('a', 1)] },
  { events: [event('a', 1), event('a', 2)] },
  { events: [event('a', 1), event('b', 1)] },
  { work: [{ op: 'cancel', queue: 'due', id: 'a' }] },
  { work: [{ op: 'schedule', queue: 'due', id: 'a', dueAt: at, payload: json }] },
  { work: [{ op: 'settle', token: leaseOf('a') }] },
  { work: [followed] },
  {
    writes: [put('mark', 'a', 0), put('note', 'a', 2, tags)],
    events: [event('a', 1), event('b', 4), event('a', 2)],
    work: [followed, { op: 'settle', token: leaseOf('a') }, { op: 'schedule', queue: 'due', id: 'b', dueAt: at, payload: json }],
  },
]

describe('given commits of every shape', () => {
  const statementOf = commitStatements(vocabularyOf(postgresDialect('caseload', 'postgres'), kinds, new Map()))

  it('binds a value to each place of its text, and none besides', () => {
    for (const shape of shapes) {
      const statement = statementOf(acme, commit('c', shape), 0)
      const places = new Set([...(statement?.sql.matchAll(/\?(\d+)/g) ?? [])].map(([, place]) => Number(place)))
      expect([...places].sort((a, b) => a - b)).toEqual(statement?.params.map((_, index) => index + 1))
    }
  })

  it('has one text for each shape, whatever the values', () => {
    const texts = shapes.map((shape) => statementOf(acme, commit('c', shape), 0)?.sql)
    expect(new Set(texts).size).toBe(shapes.length)
    const [other] = [put('note', 'b', 9, [{ name: 'tag', value: 'only' }])]
    expect(statementOf(acme, commit('d', { writes: [other] }), 1)?.sql).toBe(texts[7])
  })

  it('counts characters of look-up values as the engine does', () => {
    const statement = statementOf(acme, commit('c', { writes: [put('note', 'a', 3, tags)] }), 0)
    expect(statement?.params).toContain('number 1 7')
    expect(statement?.params).toContain('tag 1 a tag 1 \u{1F600}')
  })

  it('leaves to a script what would touch something twice, removes, wants an absence or holds no lease of this tenant', () => {
    const schedule: WorkChange<JsonText> = { op: 'schedule', queue: 'due', id: 'a', dueAt: at, payload: json }
    const foreign = formatLeaseToken({ of: 'work', tenant: orThrow(parseTenantId('other')), queue: 'due', id: 'a', secret: 's' })
    for (const parts of [
      { work: [schedule, { op: 'settle', token: leaseOf('a') }] },
      { work: [{ op: 'settle', token: foreign }] },
      { work: [{ op: 'settle', token: 'made up' }] },
      { writes: [{ op: 'remove', ref: { kind: 'note', id: 'a' }, version: 1 }] },
      { expect: [{ ref: { kind: 'note', id: 'a' }, version: 0 }] },
    ] satisfies readonly Partial<Commit<JsonText>>[]) {
      expect(statementOf(acme, commit('c', parts), 0)).toBeNull()
    }
  })
})
