import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@nats-io/transport-node'

/** A NATS server with JetStream of our own, on a free port, which can be killed and started again. */
export interface NatsServer {
  /** Where it listens. */
  readonly url: string
  /** Kills it as a power cut would and starts it again on the same files. */
  restart(downMs: number): Promise<void>
  /** Ends it and takes its files away. */
  stop(): Promise<void>
}

/** Starts a server; fails where the machine has no `nats-server`. */
export async function startNats(): Promise<NatsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-nats-'))
  const port = await freePort()
  const url = `127.0.0.1:${port}`
  const binary = existsSync('/usr/sbin/nats-server') ? '/usr/sbin/nats-server' : 'nats-server'
  const launch = async (): Promise<ChildProcess> => {
    const child = spawn(binary, ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder], { stdio: 'ignore' })
    const failed = new Promise<never>((_, reject) => {
      child.on('error', () =>
        reject(new Error('there is no nats-server on this machine; Debian has it as the package nats-server')),
      )
    })
    await Promise.race([listening(url), failed])
    return child
  }
  let child = await launch()
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.on('close', resolve))
    child.kill('SIGKILL')
    await ended
  }
  return {
    url,
    restart: async (downMs) => {
      await kill()
      await new Promise((resolve) => setTimeout(resolve, downMs))
      child = await launch()
    },
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function listening(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await (await connect({ servers: url, reconnect: false, timeout: 500 })).close()
      return
    } catch (cause) {
      if (attempt > 100) throw new Error(`no NATS server came up at ${url}`, { cause })
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
