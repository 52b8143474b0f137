import { type ManualClock, manualClock } from '@caseload/core/testing'
import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { commitServer, remoteStorage } from '../../test/remote-store.ts'
import { faultCases } from '../cases/fault-cases.ts'
import type { Place } from '../place.ts'
import { runCase } from '../run-case.ts'
import { tcpProxy } from './tcp-proxy.ts'

const timeoutMs = 150

async function remotePlace(clock: ManualClock, lies: boolean): Promise<Place> {
  const memory = memoryStorage({ clock })
  const server = await commitServer(memory)
  const wire = await tcpProxy({ host: '127.0.0.1', port: server.port, timeoutMs })
  return {
    storage: remoteStorage(memory, wire.port, timeoutMs, lies),
    wire,
    async dispose() {
      await wire.close()
      server.close()
    },
  }
}

const wireCases = faultCases.filter(({ needs }) => needs?.includes('wire'))

describe('given a store behind a wire that breaks', () => {
  it.each(wireCases)('$id: an honest client keeps the contract', async (each) => {
    expect(await runCase(each, { open: (clock) => remotePlace(clock, false), pass: each.passes?.[0] ?? 'plain' })).toEqual({
      ran: true,
    })
  })

  it('finds a client that takes an answer that did not come for a failure', async () => {
    const found = await Promise.all(
      wireCases.map((each) =>
        runCase(each, { open: (clock) => remotePlace(clock, true), pass: each.passes?.[0] ?? 'plain' }).then(
          () => [],
          () => [each.id],
        ),
      ),
    )
    expect(found.flat()).toEqual(['L125', 'L125b'])
  })

  it('counts every byte, and cuts at the very one', async () => {
    const server = await commitServer(memoryStorage({ clock: manualClock(0) }))
    const wire = await tcpProxy({ host: '127.0.0.1', port: server.port, timeoutMs })
    const { store } = (await remoteStorage(memoryStorage(), wire.port, timeoutMs).open({ kinds: [] }))._unsafeUnwrap()
    const commit = (key: string) => store.commit('acme' as Parameters<typeof store.commit>[0], { key, writes: [], events: [] })
    await commit('a')
    const { sent, received } = wire.traffic()
    expect([sent, received]).toEqual([
      '["acme",{"key":"a","writes":[],"events":[]}]\n'.length,
      '{"ok":{"key":"a","cursor":"0","replayed":false}}\n'.length,
    ])
    wire.breakAfter('sent', sent - 1)
    expect((await commit('b'))._unsafeUnwrapErr().kind).toBe('storage/in-doubt')
    expect((await commit('b'))._unsafeUnwrap().replayed).toBe(false)
    wire.breakAfter('received', received - 1)
    expect((await commit('c'))._unsafeUnwrapErr().kind).toBe('storage/in-doubt')
    expect((await commit('c'))._unsafeUnwrap().replayed).toBe(true)
    await wire.close()
    server.close()
  })
})
