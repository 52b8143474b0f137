import { expect, it } from 'vitest'
import { withoutUndefined } from './without-undefined.ts'

it('leaves out what is undefined, at any depth, and gives the value itself where there is nothing to leave out', () => {
  const plain = { a: [1, { b: null }] }
  expect(withoutUndefined(plain)).toBe(plain)
  expect(withoutUndefined({ a: [1, { b: undefined, c: 2 }], d: undefined })).toEqual({ a: [1, { c: 2 }] })
})

it('reads a list that names another constructor', () => {
  for (const other of [null, 0, 'text', true, {}]) {
    const list = Object.assign([1, { a: undefined }], { constructor: other })
    const stripped = withoutUndefined({ list })
    expect(JSON.stringify(stripped)).toBe('{"list":[1,{}]}')
  }
})
