import { describe, expect, it } from 'vitest'
import { everythingIn } from './everything-in.ts'
import { release1InMemory } from './release-1-in-memory.ts'

describe('what a store of release 1 holds', () => {
  it('is read back in full: documents with what a later program adds, the journal, receipts, work and followers', async () => {
    const read = await everythingIn(await release1InMemory())
    expect(read).toMatchObject({
      pending: [],
      tenants: [
        {
          tenant: 'acme',
          verified: { entries: 5, brokenAt: null },
          behind: [
            { tenant: 'acme', entries: 3 },
            { tenant: 'beta', entries: 1 },
          ],
          loaded: [{ version: 2 }, null, { version: 1 }],
          counted: [{ group: { status: 'open', texted: true }, count: 1 }],
          journal: [{ seq: 1 }, { seq: 2, cause: 'open-1' }, { seq: 3 }, { seq: 4, data: null }, { seq: 5 }],
          receipts: [
            ['open-1', true],
            ['change-1', true],
            ['open-2', true],
            ['remove-2', true],
            ['advance-1', true],
          ],
          again: [{ version: 2 }],
        },
        {
          tenant: 'beta',
          receipts: [
            ['open-1', true],
            ['advance-1', false],
          ],
          again: [{ version: 1 }],
        },
      ],
      held: [
        { tenant: 'acme', queue: 'auto-close', attempt: 1 },
        { tenant: 'acme', queue: 'survey', attempt: 1 },
        { tenant: 'beta', consumer: 'outbox', attempt: 1, next: [{ seq: 1 }] },
        { tenant: 'acme', consumer: 'outbox', attempt: 1, next: [{ seq: 3 }] },
        { tenant: 'beta', consumer: 'index', attempt: 1, next: [{ seq: 1 }] },
      ],
      free: [
        { tenant: 'acme', queue: 'auto-close', attempt: 2 },
        { tenant: 'acme', queue: 'survey', attempt: 2 },
        { tenant: 'beta', queue: 'auto-close', attempt: 2 },
        { tenant: 'acme', consumer: 'outbox', attempt: 2 },
        { tenant: 'beta', consumer: 'outbox', attempt: 2 },
        { tenant: 'beta', consumer: 'index', attempt: 2 },
        { tenant: 'acme', consumer: 'index', attempt: 2 },
      ],
    })
  })
})
