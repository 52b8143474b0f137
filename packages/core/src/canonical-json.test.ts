import { describe, expect, it } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

const textOf = (value: unknown, depth?: number, length?: number) => canonicalJson(value, depth, length)._unsafeUnwrap()
const problemOf = (value: unknown, depth?: number, length?: number) => canonicalJson(value, depth, length)._unsafeUnwrapErr()

describe('given a JSON value', () => {
  it('writes names in the order of UTF-16 units, at every level, without blanks', () => {
    expect(textOf({ b: [{ d: 1, c: 2 }], a: null, '\u{1F600}': 0, '\uFF5E': 0 })).toBe(
      '{"a":null,"b":[{"c":2,"d":1}],"\u{1F600}":0,"\uFF5E":0}',
    )
  })

  it('escapes exactly what JSON.stringify escapes', () => {
    for (const text of ['', 'plain', '"', '\\', '\n\t\b', '\u001f', '\u007f', '\u2028', 'é', '\u{1F600}', 'a"\u{1F600}']) {
      expect(textOf(text)).toBe(JSON.stringify(text))
    }
  })

  it('writes numbers as JSON does, and minus zero as zero', () => {
    for (const number of [0, 1.5, 1e21, 5e-324, -(2 ** 53)]) expect(textOf(number)).toBe(JSON.stringify(number))
    expect(textOf(-0)).toBe('0')
  })
})

describe('given something JSON cannot carry', () => {
  it('names the place and what was found', () => {
    class Money {}
    const found: readonly (readonly [unknown, string])[] = [
      [undefined, 'undefined'],
      [1n, 'bigint'],
      [() => 1, 'function'],
      [Symbol('s'), 'symbol'],
      [Number.NaN, 'non-finite'],
      [new Date(0), 'instance'],
      [new Money(), 'instance'],
      ['a\u0000', 'nul'],
      ['\uD800', 'lone-surrogate'],
      ['x\uDC00y', 'lone-surrogate'],
    ]
    for (const [value, what] of found) {
      expect(problemOf({ a: [value] })).toMatchObject({ kind: 'json/not-json', path: 'a[0]', found: what })
    }
  })

  it('calls no getter', () => {
    let called = false
    const trap = {
      get x() {
        called = true
        return 1
      },
    }
    expect(problemOf(trap)).toMatchObject({ path: 'x', found: 'instance' })
    expect(called).toBe(false)
  })
})

describe('given limits', () => {
  it('accepts a value at the limit of depth and refuses one level more, and a cycle', () => {
    expect(textOf([[1]], 2)).toBe('[[1]]')
    expect(problemOf([[[1]]], 2).found).toBe('too-deep')
    const cycle: unknown[] = []
    cycle.push(cycle)
    expect(problemOf(cycle).found).toBe('too-deep')
  })

  it('accepts a text at the limit of length and refuses one unit more', () => {
    expect(textOf({ a: 'xyz' }, 32, 11)).toBe('{"a":"xyz"}')
    expect(problemOf({ a: 'xyz' }, 32, 10).found).toBe('too-long')
    expect(problemOf([1, 2, 3], 32, 6).found).toBe('too-long')
  })

  it('stops early in something huge', () => {
    let read = 0
    const huge = new Proxy([], {
      get: (target, name) => {
        if (name === 'length') return 1e6
        read += 1
        return name === '0' ? 1 : (Reflect.get(target, name) ?? 1)
      },
    })
    expect(problemOf(huge, 32, 100).found).toBe('too-long')
    expect(read).toBeLessThan(200)
  })
})
