import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * The signature of a webhook by the Standard Webhooks scheme, version 1: HMAC-SHA256 over `id.timestamp.body`.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export interface WebhookHeaders {
  /** Names the message, the same on every try: what a receiver drops repetitions by. */
  readonly 'webhook-id': string
  /** When this try was made, in seconds. */
  readonly 'webhook-timestamp': string
  /** One signature or more, parted by blanks, each `v1,` and Base64. */
  readonly 'webhook-signature': string
}

/** How far a timestamp may be off, in seconds: what is older may have been recorded by somebody and sent again. */
export const toleranceSeconds = 300

/**
 * Signs a message.
 *
 * @param secret - `whsec_` and at least 24 bytes in Base64. Several, while one replaces another: the receiver needs to know one of them.
 */
export function signWebhook(secret: readonly string[], id: string, atSeconds: number, body: string): WebhookHeaders {
  const signatures = secret.map((one) => `v1,${mac(one, id, atSeconds, body).toString('base64')}`)
  return { 'webhook-id': id, 'webhook-timestamp': String(atSeconds), 'webhook-signature': signatures.join(' ') }
}

/** Why a message is not to be believed; null where it is. */
export function refusal(secret: string, headers: Partial<WebhookHeaders>, body: string, nowSeconds: number): string | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers
  if (id === undefined || timestamp === undefined || signature === undefined) return 'a header is missing'
  const at = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN
  if (!(Math.abs(nowSeconds - at) <= toleranceSeconds)) return 'the timestamp is too far from now'
  const expected = mac(secret, id, at, body)
  const holds = signature.split(' ').some((one) => {
    const [version, text = ''] = one.split(',')
    const given = Buffer.from(text, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return holds ? null : 'the signature does not hold'
}

function mac(secret: string, id: string, atSeconds: number, body: string): Buffer {
  return createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${atSeconds}.${body}`)
    .digest()
}
