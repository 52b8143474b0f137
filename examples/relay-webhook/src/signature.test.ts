import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { refusal, signWebhook, toleranceSeconds } from './signature.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`
const body = JSON.stringify({ id: 'tkt_1.1', text: 'é' })
const now = Math.floor(Date.now() / 1000)

describe('a signed webhook', () => {
  it('is what the reference library of Standard Webhooks makes and believes', () => {
    const ours = signWebhook([secret], 'msg_1', now, body)
    expect(ours['webhook-signature']).toBe(new Webhook(secret).sign('msg_1', new Date(now * 1000), body))
    expect(new Webhook(secret).verify(body, { ...ours })).toEqual(JSON.parse(body))
    expect(refusal(secret, ours, body, now)).toBeNull()
  })

  it('is believed by whoever knows either secret while one replaces the other', () => {
    const both = signWebhook([secret, other], 'msg_1', now, body)
    for (const known of [secret, other]) {
      expect(refusal(known, both, body, now)).toBeNull()
      expect(() => new Webhook(known).verify(body, { ...both })).not.toThrow()
    }
  })

  it('is refused where anything was changed, by us as by the reference library', () => {
    const good = signWebhook([secret], 'msg_1', now, body)
    const changed = [
      [good, `${body} `],
      [{ ...good, 'webhook-id': 'msg_2' }, body],
      [{ ...good, 'webhook-timestamp': String(now - 1) }, body],
      [{ ...good, 'webhook-signature': signWebhook([other], 'msg_1', now, body)['webhook-signature'] }, body],
      [{ ...good, 'webhook-signature': good['webhook-signature'].replace('v1,', 'v2,') }, body],
      [{ ...good, 'webhook-signature': '' }, body],
    ] as const
    for (const [headers, text] of changed) {
      expect(refusal(secret, headers, text, now)).toBe('the signature does not hold')
      expect(() => new Webhook(secret).verify(text, { ...headers })).toThrow()
    }
  })

  it('is refused where it is too old, too new, or says no time', () => {
    const at = (seconds: number) => signWebhook([secret], 'msg_1', seconds, body)
    expect(refusal(secret, at(now - toleranceSeconds), body, now)).toBeNull()
    for (const seconds of [now - toleranceSeconds - 1, now + toleranceSeconds + 1]) {
      expect(refusal(secret, at(seconds), body, now)).toBe('the timestamp is too far from now')
      expect(() => new Webhook(secret).verify(body, { ...at(seconds) })).toThrow()
    }
    expect(refusal(secret, { ...at(now), 'webhook-timestamp': 'now' }, body, now)).toBe('the timestamp is too far from now')
    expect(refusal(secret, {}, body, now)).toBe('a header is missing')
  })
})
