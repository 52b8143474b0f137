import { createServer } from 'node:net'

/** A server of our own, which may be crashed. */
export interface OwnServer {
  /** Its address. */
  readonly url: string
  /** Ends it without a farewell, and waits until it is gone: `SIGKILL`, or for PostgreSQL `SIGQUIT`, immediate shutdown. */
  crash(signal: 'SIGQUIT' | 'SIGKILL'): Promise<void>
  /** Starts it again; returns when it has recovered. */
  start(): Promise<void>
  /** Ends it and takes its files away. */
  dispose(): Promise<void>
}

/** Waits until a process is gone. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(5)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Waits. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** A port of the loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
