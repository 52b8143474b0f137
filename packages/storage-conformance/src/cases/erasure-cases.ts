import type { ConformanceCase } from '../conformance-case.ts'
import { acme, done, event, idsOf, item, journalOf, key, linesOf, put } from '../kit/builders.ts'
import { holds, same, value } from '../kit/expectations.ts'

export const erasureCases: readonly ConformanceCase[] = [
  {
    id: 'J109',
    clauses: [109],
    name: 'redacting takes the data and leaves place, type and time; again changes nothing',
    async run({ store, admin }) {
      await done(store, 'c1', { events: [event('s', 1, { data: { name: 'Eve' } }), event('s', 2)] })
      const before = await journalOf(store)
      same(
        await value(
          admin.redact(acme, [
            { lane: 0, seq: 1 },
            { lane: 0, seq: 99 },
            { lane: 7, seq: 2 },
          ]),
        ),
        1,
        'redacted',
      )
      const [first, second] = await journalOf(store)
      same([first, second], [{ ...before[0], data: null }, before[1]], 'journal')
      same(await value(admin.redact(acme, [{ lane: 0, seq: 1 }])), 0, 'again')
      same(await value(admin.verify(acme)), { entries: 2, brokenAt: null }, 'verify')
    },
  },
  {
    id: 'J111',
    clauses: [111],
    name: 'what was erased is in no export, and is found by nothing',
    async run({ store, admin }) {
      const canary = 'c4n4ry@example.com'
      await done(store, 'c1', {
        writes: [
          put('a', 0, { doc: { mail: canary }, fields: { owner: canary }, keys: [key('mail', canary), key('tag', canary)] }),
        ],
        events: [event('s', 1, { data: { mail: canary } })],
        work: [{ op: 'schedule', queue: 'q', id: 'i', dueAt: 0, payload: { mail: canary } }],
      })
      await done(store, 'c2', {
        writes: [{ op: 'remove', ref: item('a'), version: 1 }],
        work: [{ op: 'cancel', queue: 'q', id: 'i' }],
      })
      await value(admin.redact(acme, [{ lane: 0, seq: 1 }]))
      await value(admin.scrub())
      same(await idsOf(store, { key: key('mail', canary) }), [], 'by mail')
      same(await idsOf(store, { key: key('tag', canary) }), [], 'by tag')
      holds(!(await linesOf(admin.exportTenant(acme))).join('\n').includes(canary), 'the export still has it')
    },
  },
]
