import { instant, orThrow, parseTenantId } from '@caseload/core'
import { guardStore } from '@caseload/storage'
import { contractKinds } from '@caseload/storage/contract'
import { sqliteStorage } from '../sqlite-storage.ts'

/**
 * A process of its own for tests of several. `write <path> <name>`: commits without end and prints the number of each acknowledged commit. `claim <path> <name>`: claims
 * and settles until nothing is left and prints each item. `read-modify-write <path> <name> <rounds>`: increments one document. `open <path>`: opens, migrating if need be.
 */
const [job = '', path = '', name = 'w', rounds = '0'] = process.argv.slice(2)
const acme = orThrow(parseTenantId('acme'))
const open = orThrow(await sqliteStorage(path).open({ kinds: contractKinds }))
const store = guardStore(open, { kinds: contractKinds, retries: 50 })
const plain = { status: 'open', name: 'n', rank: 0, at: 0, open: true }
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

switch (job) {
  case 'write':
    for (let number = 1; ; number += 1) {
      const id = `${name}-${number}`
      const event = {
        stream: name,
        version: number,
        type: 'made',
        schema: 1,
        actor: 'system:test',
        cause: null,
        data: { number },
      } as const
      const at = { at: instant(number), recordedAt: instant(number) }
      const change = {
        key: id,
        writes: [
          {
            op: 'put',
            ref: { kind: 'item', id },
            version: 0,
            doc: { number },
            fields: plain,
            keys: [{ name: 'tag', value: name }],
          },
          { op: 'put', ref: { kind: 'side-note', id }, version: 0, doc: { number }, fields: {} },
        ],
        events: [{ ...event, ...at }],
        work: [{ op: 'schedule', queue: 'q', id, dueAt: 0, payload: null }],
      } as const
      orThrow(await store.commit(acme, change))
      say(String(number))
    }
  case 'claim':
    for (;;) {
      const claims = orThrow(await store.claim({ worker: name, limit: 5, leaseMs: 60_000, queues: ['q'], now: 1 }))
      if (claims.length === 0) break
      for (const claim of claims) {
        if (!('id' in claim)) continue
        orThrow(
          await store.commit(acme, {
            key: `settle-${claim.id}`,
            writes: [],
            events: [],
            work: [{ op: 'settle', token: claim.token }],
          }),
        )
        say(claim.id)
      }
    }
    break
  case 'read-modify-write':
    for (let round = 0; round < Number(rounds); ) {
      const [doc] = orThrow(await store.load(acme, [{ kind: 'item', id: 'counter' }]))
      if (doc === undefined || doc === null) throw new Error('expected a counter')
      const write = { op: 'put', ref: doc.ref, version: doc.version, doc: { n: doc.version }, fields: plain } as const
      const done = await store.commit(acme, { key: `${name}-${round}-${doc.version}`, writes: [write], events: [] })
      if (done.isOk()) round += 1
      else if (done.error.kind !== 'storage/conflict') orThrow(done)
    }
    break
  case 'open':
    say('opened')
    break
  default:
    throw new Error(`no job named ${job}`)
}
await store.close()
