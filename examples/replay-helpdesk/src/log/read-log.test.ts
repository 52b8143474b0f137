import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { shippedMapping } from '../../test/shipped.ts'
import type { Mapping } from '../mapping/compile-mapping.ts'
import { readLog } from './read-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'caseload-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

const mapping = shippedMapping()
const header =
  'case,time:timestamp,concept:name,lifecycle:transition,org:resource,org:group,org:role,impact,product,resource country,organization country,organization involved'
const row = (id: string, at: string, group = 'G1'): string =>
  `${id},${at},Accepted,In Progress,Ada,${group},A1,Low,P1,Sweden,se,Org line C`

async function read(content: string | Buffer, using: Mapping = mapping) {
  const file = join(folder, 'log.csv')
  writeFileSync(file, content)
  return (await readLog(file, using)).map((log) => ({
    ...log,
    lines: log.rows.map((one) => one.line),
    refused: log.rejects.map((reject) => `${reject.line} ${reject.reason}`),
  }))
}

describe('given a log', () => {
  it('puts rows in order of time, and of line where the time is the same', async () => {
    const log = await read(
      [header, row('2', '2012-01-01T12:00:00+01:00'), row('1', '2012-01-01T10:00:00Z'), row('3', '2012-01-01T11:00:00Z')].join(
        '\n',
      ),
    )
    expect(log._unsafeUnwrap().lines).toEqual([3, 2, 4])
  })

  it.each([
    ['as it is', (text: string) => text],
    ['in quotes', (text: string) => text.replaceAll(/[^,\n]+/g, '"$&"')],
  ])('reads the same %s with a byte order mark before it', async (_, written) => {
    const text = written(`${[header, row('1', '2012-01-01T12:00:00Z')].join('\n')}\n`)
    expect((await read(`\uFEFF${text}`))._unsafeUnwrap()).toMatchObject({ lines: [2], refused: [] })
  })

  it('refuses one that has a column of the mapping twice, whichever is meant, and passes over any other', async () => {
    const twice = (name: string) => [`${header},${name},${name}`, `${row('1', '2012-01-01T12:00:00Z')},a,b`].join('\n')
    expect((await read(twice('case')))._unsafeUnwrapErr()).toMatchObject({ kind: 'log/column-twice', columns: ['case'] })
    expect((await read(twice('note')))._unsafeUnwrap().lines).toEqual([2])
  })

  it('reads the same packed and unpacked, with either sort of line end', async () => {
    const text = `${[header, row('1', '2012-01-01T12:00:00Z')].join('\n')}\n`
    const plain = (await read(text))._unsafeUnwrap()
    expect((await read(gzipSync(text)))._unsafeUnwrap()).toEqual(plain)
    expect((await read(text.replaceAll('\n', '\r\n')))._unsafeUnwrap().rows).toEqual(plain.rows)
  })
})

describe('given a file that is no log', () => {
  it('says that it cannot be read', async () => {
    expect((await readLog(join(folder, 'absent.csv'), mapping))._unsafeUnwrapErr().kind).toBe('log/unreadable')
    expect((await read(''))._unsafeUnwrapErr().kind).toBe('log/unreadable')
    expect((await read(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])))._unsafeUnwrapErr().kind).toBe('log/unreadable')
  })

  it('names the columns that the first line lacks', async () => {
    const problem = (await read(`${header.replace('org:group', 'team').replace('impact', 'effect')}\n`))._unsafeUnwrapErr()
    expect(problem).toMatchObject({ kind: 'log/no-such-column', columns: ['org:group', 'impact'] })
  })
})

describe('given a log whose fields may hold line breaks', () => {
  const free: Mapping = {
    ...mapping,
    document: { ...mapping.document, csv: { ...mapping.document.csv, quotedLineBreaks: true } },
  }

  it('takes them, where the column is not one that the mapping reads', async () => {
    const text = [
      `${header},remark`,
      `${row('1', '2012-01-01T12:00:00Z')},"two\nlines"`,
      `${row('2', '2012-01-01T13:00:00Z')},one`,
    ].join('\n')
    expect((await read(text, free))._unsafeUnwrap()).toMatchObject({ lines: [3, 4], refused: [] })
  })

  it('loses what follows a quote left open, and says so', async () => {
    const text = [
      header,
      row('1', '2012-01-01T12:00:00Z'),
      row('2', '2012-01-01T13:00:00Z', '"G1'),
      row('3', '2012-01-01T14:00:00Z'),
    ].join('\n')
    expect((await read(text, free))._unsafeUnwrap()).toMatchObject({ lines: [2], refused: ['4 unclosed-quote'] })
  })
})
