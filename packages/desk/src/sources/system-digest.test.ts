import { describe, expect, it } from 'vitest'
import { systemDigest } from './system-digest.ts'

describe('systemDigest', () => {
  const hosts = [
    ['with cryptography that answers at once', systemDigest()],
    ['with builtins of which none is cryptography', systemDigest({ getBuiltinModule: () => undefined })],
    ['whose cryptography hashes in another way', systemDigest({ getBuiltinModule: () => ({}) })],
    ['without builtins', systemDigest({})],
    ['without a process', systemDigest(undefined)],
  ] as const

  it.each(hosts)('gives the digits of FIPS 180 on a host %s', (_, digest) => {
    expect(digest('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it.each(hosts)('takes texts as UTF-8 on a host %s', (_, digest) => {
    expect(digest('Grüße, 世界 🙂')).toBe(systemDigest({})('Grüße, 世界 🙂'))
    expect(digest('ä')).toBe('33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc')
  })

  it('asks the host for no more than its cryptography', () => {
    const asked: string[] = []
    systemDigest({
      getBuiltinModule: (name: string) => {
        asked.push(name)
        return { hash: (algorithm: string, text: string) => `${algorithm} of ${text}` }
      },
    })('x')
    expect(asked).toEqual(['node:crypto'])
  })
})
