import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { refusal } from './signature.ts'

/** An endpoint that takes webhooks, for tests and as a pattern. */
export interface Receiver {
  /** Where it listens. */
  readonly url: string
  /** Ends it. */
  stop(): Promise<void>
}

/** What is asked of an endpoint. */
export interface ReceiverOptions {
  /** The secret. */
  readonly secret: string
  /** Told of each event that is believed and was not seen before; false: could not do it now, send it again. */
  readonly take: (body: string, id: string) => boolean
  /** Port; any free one where absent. */
  readonly port?: number
}

/**
 * Takes webhooks: believes nothing that is unsigned or stale (401), drops what it has seen (200), and answers 204 only when the event was taken.
 * A real one keeps the ids it has seen where it keeps the effect, in the same transaction.
 */
export async function startReceiver({ secret, take, port = 0 }: ReceiverOptions, seen = new Set<string>()): Promise<Receiver> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      const header = (name: string) => {
        const value = request.headers[name]
        return typeof value === 'string' ? value : ''
      }
      const id = header('webhook-id')
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': header('webhook-timestamp'),
        'webhook-signature': header('webhook-signature'),
      }
      const reason = refusal(secret, headers, body, Math.floor(Date.now() / 1000))
      if (reason !== null) return void response.writeHead(401).end(reason)
      if (seen.has(id)) return void response.writeHead(200).end()
      if (!take(body, id)) return void response.writeHead(503, { 'retry-after': '1' }).end()
      seen.add(id)
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${portOf(server)}/`, stop: () => stopped(server) }
}

function portOf(server: Server): number {
  const address: string | AddressInfo | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function stopped(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
