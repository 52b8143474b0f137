import { describe, expect, it } from 'vitest'
import { lineGate } from './line-gate.ts'
import type { Reject } from './reject.ts'

async function through(chunks: readonly string[]): Promise<{ readonly text: string; readonly rejects: readonly string[] }> {
  const rejects: Reject[] = []
  async function* source(): AsyncGenerator<string> {
    yield* chunks
  }
  let text = ''
  for await (const part of lineGate(source(), ',', (reject) => void rejects.push(reject))) text += part
  return { text, rejects: rejects.map((reject) => `${reject.line} ${reject.reason}`) }
}

describe('given lines with quotes', () => {
  it.each(['a,b', '"a",b', '"a,b",c', '"say ""hi""",b', '"",""', ''])('passes %s on', async (line) => {
    expect(await through([`${line}\nnext\n`])).toEqual({ text: `${line}\nnext\n`, rejects: [] })
  })

  it.each([
    ['"a,b', 'unclosed-quote'],
    ['a,"b""', 'unclosed-quote'],
    ['a"b,c', 'misplaced-quote'],
    ['"a"b,c', 'misplaced-quote'],
    ['a,"b"c"', 'misplaced-quote'],
  ])('puts an empty line in place of %s', async (line, reason) => {
    expect(await through([`first\n${line}\nnext\n`])).toEqual({ text: 'first\n\nnext\n', rejects: [`2 ${reason}`] })
  })
})

describe('given chunks that end anywhere', () => {
  it('passes the same lines on as in one piece', async () => {
    const whole = 'a,b\r\n"c",d\n"e\nf,g'
    expect(await through(Array.from(whole))).toEqual({ text: 'a,b\n"c",d\n\nf,g\n', rejects: ['3 unclosed-quote'] })
  })
})

describe('given a line of more than a million characters', () => {
  it('lets go of it at once and keeps the numbers of the lines after it', async () => {
    const chunks = ['a\n', ...Array.from({ length: 30 }, () => 'x'.repeat(50_000)), '\nb\n"c\n']
    expect(await through(chunks)).toEqual({ text: 'a\n\nb\n\n', rejects: ['2 too-long', '4 unclosed-quote'] })
  })

  it('says so also where it is the last and has no end', async () => {
    expect(await through(['a\n', 'x'.repeat(1_000_001)])).toEqual({ text: 'a\n\n', rejects: ['2 too-long'] })
  })
})
