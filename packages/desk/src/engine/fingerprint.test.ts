import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

describe('given a request that a store knows by its fingerprint', () => {
  it('gives the same digits for good, whatever the order of names', () => {
    const stored = 'a42c5c8a2da2b3cbfce9fb6b13f05e58f6ae0c6b14141b43a0c5089a73169e56'
    expect(fingerprint({ request: { type: 'record-history', changes: [] }, at: 1 })).toBe(stored)
    expect(fingerprint({ at: 1, request: { changes: [], type: 'record-history' } })).toBe(stored)
  })

  it('tells another one by one digit of its time', () => {
    const at = (time: number) => fingerprint({ request: { type: 'record-history', changes: [] }, at: time })
    expect(at(1)).not.toBe(at(2))
  })
})
