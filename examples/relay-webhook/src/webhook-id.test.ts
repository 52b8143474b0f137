import { describe, expect, it } from 'vitest'
import { webhookId } from './webhook-id.ts'

describe('the identity of a webhook', () => {
  it('says whose event it is, and has no dot', () => {
    expect(webhookId('acme', 'tkt_1', 3)).toBe('acme/tkt_1/3')
    expect(webhookId('a.b', 'mail.7~x', 1)).toBe('a~1b/mail~17~0x/1')
  })

  it('is that of one event only', () => {
    const names = ['a', 'a.b', 'b', 'b.c', 'a~1b', 'a~0b', 'a~b', 'a-b']
    const ids = names.flatMap((tenant) => names.flatMap((stream) => [1, 11].map((version) => webhookId(tenant, stream, version))))
    expect(new Set(ids).size).toBe(names.length ** 2 * 2)
  })
})
