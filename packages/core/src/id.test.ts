import { describe, expect, it } from 'vitest'
import { deriveId, isId, newId, orThrow, parseId } from './index.ts'
import { sequentialIds } from './testing.ts'

describe('given a text that should be an identity', () => {
  it('takes every character of the alphabet, up to 120 of them', () => {
    expect(parseId('tkt', 'tkt_AZaz09._:~-').isOk()).toBe(true)
    expect(parseId('tkt', `tkt_${'x'.repeat(120)}`).isOk()).toBe(true)
  })
  it.each([
    '',
    'tkt',
    'tkt_',
    'TKT_1',
    'cus_1',
    'tkt_ 1',
    'tkt_1 ',
    'tkt_ö',
    'tkt_a/b',
    'tkt_a\n',
    'tkt_\u0000',
    `tkt_${'x'.repeat(121)}`,
  ])('refuses %j and names the prefix', (text) => {
    expect(parseId('tkt', text)._unsafeUnwrapErr()).toEqual({
      kind: 'id/invalid',
      prefix: 'tkt',
      message: 'expected tkt_ followed by 1 to 120 letters, digits or . _ : ~ -',
    })
    expect(isId('tkt', text)).toBe(false)
  })
})

describe('given a source of tokens', () => {
  it('makes identities in order', () => {
    const source = sequentialIds('n')
    expect([newId('tkt', source), newId('msg', source)]).toEqual(['tkt_n000001', 'msg_n000002'])
  })
  it('treats a token outside the alphabet as a programming mistake', () => {
    expect(() => newId('tkt', { next: () => 'a b' })).toThrow(TypeError)
  })
})

describe('given an identity that brought another about', () => {
  it('hands its token on, underscores and all', () => {
    expect(deriveId('tkt', orThrow(parseId('cmd', 'cmd_a_b')))).toBe('tkt_a_b')
  })
})
