import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, type OwnServer, pause } from './own-server.ts'

/** Half a minute: whoever starts after a crash reads its log first. */
const attempts = 300

/**
 * Makes the databases of a MariaDB in a folder of its own, with everything about flushing as the engine has it by default, and starts it. Null: the machine has no MariaDB.
 *
 * @param parent - Where the folder is to be.
 */
export async function ownMariadb(parent: string = tmpdir()): Promise<OwnServer | null> {
  const [install, daemon] = [programNamed('mariadb-install-db'), programNamed('mariadbd')]
  if (install === null || daemon === null) return null
  const folder = mkdtempSync(join(parent, 'caseload-own-mariadb-'))
  // As root it becomes another user, who has to get into the folder.
  chmodSync(folder, 0o777)
  const datadir = join(folder, 'data')
  const user = process.getuid?.() === 0 ? ['--user=mysql'] : []
  const port = await freePort()
  const common = ['--no-defaults', `--datadir=${datadir}`, ...user]
  const made = spawnSync(install, [...common, '--auth-root-authentication-method=normal', '--skip-test-db'], { stdio: 'ignore' })
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error('MariaDB could not make its databases')
  }
  let server: ChildProcess | null = null
  const end = async (signal: 'SIGTERM' | 'SIGQUIT' | 'SIGKILL'): Promise<void> => {
    const running = server
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }
  const start = async (): Promise<void> => {
    const socket = join(folder, 'socket')
    server = spawn(daemon, [...common, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${socket}`], { stdio: 'ignore' })
    for (let attempt = 0; !(await listens(port)); attempt += 1) {
      if (attempt === attempts || server.exitCode !== null) throw new Error('MariaDB does not start')
      await pause(100)
    }
  }
  const own: OwnServer = {
    url: `mysql://root@127.0.0.1:${port}`,
    crash: end,
    start,
    async dispose() {
      await end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
  try {
    await start()
    return own
  } catch (cause) {
    await own.dispose()
    throw cause
  }
}

function programNamed(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ host: '127.0.0.1', port })
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
}
