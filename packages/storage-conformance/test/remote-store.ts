import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { orThrow } from '@caseload/core'
import {
  type CommitProblem,
  type OpenStore,
  type Receipt,
  type Storage,
  type StoreAdapter,
  storageInDoubt,
  storageUnavailable,
} from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'

/** A server whose commits come over TCP, a line a question and a line an answer; everything else is asked directly, since only commits can be in doubt. */
export async function commitServer(storage: Storage): Promise<{ readonly port: number; close(): void }> {
  const { store } = orThrow(await storage.open({ kinds: (await import('../src/kit/builders.ts')).conformanceKinds }))
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    onLines(socket, async (line) => {
      const [tenant, change]: Parameters<StoreAdapter['commit']> = JSON.parse(line)
      const result = await store.commit(tenant, change)
      socket.write(`${JSON.stringify(result.isOk() ? { ok: result.value } : { err: result.error })}\n`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

/** A client of such a server. `lies`: it takes an answer that did not come for a failure. */
export function remoteStorage(storage: Storage, port: number, timeoutMs: number, lies = false): Storage {
  return {
    name: 'remote',
    open: (options) =>
      storage.open(options).map(
        (open): OpenStore => ({
          ...open,
          store: {
            ...open.store,
            about: { ...open.store.about, writers: 'many-hosts' },
            commit: (tenant, change) =>
              new ResultAsync(ask(port, timeoutMs, change.key, `${JSON.stringify([tenant, change])}\n`, lies)),
          },
        }),
      ),
  }
}

async function ask(
  port: number,
  timeoutMs: number,
  key: string,
  question: string,
  lies: boolean,
): Promise<Result<Receipt, CommitProblem>> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.setTimeout(timeoutMs, () => socket.destroy())
  const connected = await Promise.race([
    once(socket, 'connect').then(
      () => true,
      () => false,
    ),
    once(socket, 'close').then(() => false),
  ])
  if (!connected) return err(storageUnavailable('network'))
  const answer = new Promise<string | null>((resolve) => {
    onLines(socket, resolve)
    socket.on('close', () => resolve(null))
  })
  socket.write(question)
  const line = await answer
  socket.destroy()
  if (line === null) return err(lies ? storageUnavailable('network') : storageInDoubt(key, 'no answer'))
  const result: { readonly ok: Receipt } | { readonly err: CommitProblem } = JSON.parse(line)
  return 'ok' in result ? ok(result.ok) : err(result.err)
}

function onLines(socket: Socket, heard: (line: string) => void): void {
  let rest = ''
  socket.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) heard(line)
  })
}
