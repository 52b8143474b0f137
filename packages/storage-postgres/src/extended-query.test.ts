import { describe, expect, it } from 'vitest'
import { extendedQuery } from './extended-query.ts'

interface Message {
  readonly code: string
  readonly body: Buffer
}

/** Takes messages apart by the lengths they name. */
function messagesOf(bytes: Buffer): readonly Message[] {
  const messages: Message[] = []
  let at = 0
  while (at < bytes.length) {
    const length = bytes.readInt32BE(at + 1)
    messages.push({ code: bytes.toString('latin1', at, at + 1), body: bytes.subarray(at + 5, at + 1 + length) })
    at += 1 + length
  }
  expect(at).toBe(bytes.length)
  return messages
}

/** The values a Bind carries. */
function valuesOf(bytes: Buffer): readonly (string | null)[] {
  const bind = messagesOf(bytes).find(({ code }) => code === 'B')?.body ?? Buffer.alloc(0)
  let at = bind.indexOf(0, 1) + 1
  expect(bind.readUInt16BE(at)).toBe(0)
  const count = bind.readUInt16BE(at + 2)
  at += 4
  const values: (string | null)[] = []
  for (let place = 0; place < count; place += 1) {
    const length = bind.readInt32BE(at)
    values.push(length === -1 ? null : bind.toString('utf8', at + 4, at + 4 + length))
    at += 4 + Math.max(length, 0)
  }
  expect([...bind.subarray(at)]).toEqual([0, 0])
  return values
}

describe('given a statement that a connection knows', () => {
  it('is bound, executed and synchronised, and nothing is parsed or described', () => {
    const messages = messagesOf(extendedQuery('known', null, ['a']))
    expect(messages.map(({ code }) => code)).toEqual(['B', 'E', 'S'])
    expect(messages[0]?.body.toString('latin1', 0, 7)).toBe('\0known\0')
  })
})

describe('given a statement that a connection does not know', () => {
  it('is parsed under its name, whatever had that name before, and its rows are described', () => {
    const messages = messagesOf(extendedQuery('fresh', 'select 1', []))
    expect(messages.map(({ code }) => code)).toEqual(['C', 'P', 'B', 'D', 'E', 'S'])
    expect(messages.slice(0, 2).map(({ body }) => body.toString('latin1'))).toEqual(['Sfresh\0', 'fresh\0select 1\0\0\0'])
  })
  it('is parsed without a name where it is not to be kept', () => {
    const messages = messagesOf(extendedQuery('', 'select 1', []))
    expect(messages.map(({ code }) => code)).toEqual(['P', 'B', 'D', 'E', 'S'])
  })
})

describe('given values', () => {
  it('carries each as text: nothing, none at all, numbers, letters of one to four bytes', () => {
    const values = [
      '',
      null,
      0,
      -1,
      Number.MAX_SAFE_INTEGER,
      'a',
      'é',
      'a€',
      '🙂',
      'x'.repeat(39),
      `${'x'.repeat(39)}é`,
      'x'.repeat(300),
    ]
    expect(valuesOf(extendedQuery('n', null, values))).toEqual(values.map((value) => (value === null ? null : String(value))))
  })
  it('carries what is longer than the room that queries share, and texts that take the most bytes', () => {
    for (const long of ['€'.repeat(21_000), '€'.repeat(22_000), 'x'.repeat(1_000_000)]) {
      expect(valuesOf(extendedQuery('n', null, ['before', long, 'after']))).toEqual(['before', long, 'after'])
      const [, parse] = messagesOf(extendedQuery('n', long, []))
      expect(parse?.body.toString('utf8')).toBe(`n\0${long}\0\0\0`)
    }
  })
  it('gives each query bytes of its own', () => {
    const first = extendedQuery('n', null, ['first'])
    extendedQuery('n', null, ['other'])
    expect(valuesOf(first)).toEqual(['first'])
  })
})
