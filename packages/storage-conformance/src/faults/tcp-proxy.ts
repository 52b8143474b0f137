import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Wire } from '../place.ts'

/** Where a proxy leads. */
export interface TcpProxyOptions {
  /** Host of the server. */
  readonly host: string
  /** Its port. */
  readonly port: number
  /** After so many milliseconds without an answer the adapter gives up by itself; for `Wire.timeoutMs`. */
  readonly timeoutMs: number
}

/** A proxy on loopback. */
export interface TcpProxy extends Wire {
  /** The port it listens on, at 127.0.0.1. */
  readonly port: number
  /** Ends it, and every connection through it. */
  close(): Promise<void>
}

/**
 * Puts a proxy between an adapter and its server, whose connections can be cut after any byte in either direction, silenced, or refused: the `Place.wire` of a store that is reached over TCP.
 *
 * What is cut is reset without a farewell, so that neither side learns more than from a pulled cable.
 *
 * @param options - The server.
 *
 * @example
 * ```ts
 * import { createServer } from 'node:net'
 * import { tcpProxy } from '@caseload/storage-conformance/faults'
 *
 * const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
 * await new Promise((resolve) => server.once('listening', resolve))
 * const address = server.address()
 * const port = typeof address === 'object' && address !== null ? address.port : 0
 *
 * const proxy = await tcpProxy({ host: '127.0.0.1', port, timeoutMs: 1000 })
 * proxy.traffic() // => { sent: 0, received: 0 }
 * await proxy.close()
 * server.close()
 * ```
 */
export async function tcpProxy(options: TcpProxyOptions): Promise<TcpProxy> {
  const traffic = { sent: 0, received: 0 }
  const pairs = new Set<readonly [Socket, Socket]>()
  let cut: { readonly direction: 'sent' | 'received'; readonly at: number } | null = null
  let hushed = false
  let down = false

  const breakAll = (): void => {
    for (const pair of [...pairs]) {
      pairs.delete(pair)
      for (const socket of pair) socket.resetAndDestroy()
    }
  }

  /** Passes on what is let through, and breaks everything where the last byte of that was reached. */
  const pass = (direction: 'sent' | 'received', to: Socket, bytes: Buffer): void => {
    const left = cut?.direction === direction ? cut.at - traffic[direction] : Number.POSITIVE_INFINITY
    traffic[direction] += Math.min(bytes.length, left)
    if (bytes.length < left) {
      if (!(hushed && direction === 'received')) to.write(bytes)
      return
    }
    cut = null
    to.write(bytes.subarray(0, left), () => breakAll())
  }

  const server = createServer((client) => {
    if (down) {
      client.resetAndDestroy()
      return
    }
    const upstream = connect(options.port, options.host)
    const pair = [client, upstream] as const
    pairs.add(pair)
    client.on('data', (bytes) => pass('sent', upstream, bytes))
    upstream.on('data', (bytes) => pass('received', client, bytes))
    for (const socket of pair) {
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        // A side that is hushed hears nothing of the end either.
        if (!hushed) for (const other of pair) other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    port,
    timeoutMs: options.timeoutMs,
    traffic: () => ({ ...traffic }),
    breakAfter(direction, bytes) {
      cut = { direction, at: traffic[direction] + bytes }
    },
    hush() {
      hushed = true
    },
    down() {
      down = true
      breakAll()
    },
    mend() {
      if (hushed) breakAll()
      hushed = false
      down = false
      cut = null
    },
    async close() {
      breakAll()
      server.close()
      await once(server, 'close')
    },
  }
}
