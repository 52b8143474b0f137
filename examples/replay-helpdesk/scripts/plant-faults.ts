// Writes data/planted-faults.csv and data/expected-rejects.json: the first cases of the real log, unharmed, with forty faulty lines put between them.
// What each fault must yield is written here by hand beside it, never by running the reader.
import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

const data = new URL('../data/', import.meta.url)
const clean = gunzipSync(readFileSync(new URL('bpic2013_incidents.csv.gz', data)))
  .toString('utf8')
  .split('\n')
const [header = '', ...rows] = clean.slice(0, 241)

type Fields = readonly string[]

interface Fault {
  readonly fault: string
  readonly reason: string
  readonly column: string | null
  /** Makes the faulty line from the good one above it. */
  readonly line: (good: Fields) => string | Buffer
}

const names = header.split(',')
const set = (good: Fields, changes: Readonly<Record<string, string>>): string =>
  good.map((value, index) => changes[names[index] ?? ''] ?? value).join(',')
const shifted = (good: Fields, ms: number, offset: string): string => {
  const at = Date.parse(good[1] ?? '') + ms
  const hours = Number(offset.slice(0, 3))
  return `${new Date(at + hours * 3_600_000).toISOString().slice(0, 19)}${offset}`
}
// An extra line must not be a faithful copy, or it would be a duplicate as well: a product of its own makes it new.
const alter = (good: Fields, changes: Readonly<Record<string, string>>): string => set(good, { product: 'PROD0', ...changes })
const bytes = (text: string, mark: string, raw: readonly number[]): Buffer => {
  const [before = '', after = ''] = text.split(mark)
  return Buffer.concat([Buffer.from(before), Buffer.from(raw), Buffer.from(after)])
}

const status = 'concept:name/lifecycle:transition'
const time = 'time:timestamp'
const faults: readonly Fault[] = [
  { fault: 'case is empty', reason: 'missing-value', column: 'case', line: (g) => alter(g, { case: '' }) },
  { fault: 'case is blank', reason: 'missing-value', column: 'case', line: (g) => alter(g, { case: '   ' }) },
  { fault: 'case has a NUL byte', reason: 'control-character', column: 'case', line: (g) => alter(g, { case: '1-3\u00006' }) },
  {
    fault: 'case is longer than an id',
    reason: 'too-long',
    column: 'case',
    line: (g) => alter(g, { case: '1-'.padEnd(150, '7') }),
  },
  { fault: 'time is empty', reason: 'missing-value', column: time, line: (g) => alter(g, { [time]: '' }) },
  { fault: 'status is empty', reason: 'missing-value', column: 'concept:name', line: (g) => alter(g, { 'concept:name': '' }) },
  {
    fault: 'sub-status is empty',
    reason: 'missing-value',
    column: 'lifecycle:transition',
    line: (g) => alter(g, { 'lifecycle:transition': '' }),
  },
  { fault: 'status is unknown', reason: 'unknown-activity', column: status, line: (g) => alter(g, { 'concept:name': 'Parked' }) },
  {
    fault: 'status and sub-status do not go together',
    reason: 'unknown-activity',
    column: status,
    line: (g) => alter(g, { 'concept:name': 'Queued', 'lifecycle:transition': 'In Progress' }),
  },
  {
    fault: 'status is written in lower case',
    reason: 'unknown-activity',
    column: status,
    line: (g) => alter(g, { 'concept:name': 'accepted', 'lifecycle:transition': 'in progress' }),
  },
  {
    fault: 'status is a name of the language',
    reason: 'unknown-activity',
    column: status,
    line: (g) => alter(g, { 'concept:name': '__proto__' }),
  },
  { fault: 'time has no offset', reason: 'bad-time', column: time, line: (g) => alter(g, { [time]: '2012-05-01T10:00:00' }) },
  {
    fault: 'day that does not exist',
    reason: 'bad-time',
    column: time,
    line: (g) => alter(g, { [time]: '2012-02-30T10:00:00+01:00' }),
  },
  {
    fault: 'hour that does not exist',
    reason: 'bad-time',
    column: time,
    line: (g) => alter(g, { [time]: '2012-05-01T24:30:00+02:00' }),
  },
  {
    fault: 'offset that does not exist',
    reason: 'bad-time',
    column: time,
    line: (g) => alter(g, { [time]: '2012-05-01T10:00:00+25:00' }),
  },
  { fault: 'time in seconds of an epoch', reason: 'bad-time', column: time, line: (g) => alter(g, { [time]: '1335866400' }) },
  { fault: 'time in another order', reason: 'bad-time', column: time, line: (g) => alter(g, { [time]: '05/01/2012 10:00' }) },
  { fault: 'time in words', reason: 'bad-time', column: time, line: (g) => alter(g, { [time]: 'yesterday' }) },
  {
    fault: 'time long ago',
    reason: 'time-out-of-range',
    column: time,
    line: (g) => alter(g, { [time]: '1900-01-01T00:00:00+01:00' }),
  },
  {
    fault: 'time that stands for never',
    reason: 'time-out-of-range',
    column: time,
    line: (g) => alter(g, { [time]: '9999-12-31T23:59:59+01:00' }),
  },
  {
    fault: 'one second back within the case',
    reason: 'backwards',
    column: null,
    line: (g) => alter(g, { [time]: shifted(g, -1000, '+02:00') }),
  },
  {
    fault: 'years back within the case',
    reason: 'backwards',
    column: null,
    line: (g) => alter(g, { [time]: '2003-01-01T00:00:00+01:00' }),
  },
  {
    fault: 'later on the clock, but earlier by its offset',
    reason: 'backwards',
    column: null,
    line: (g) => alter(g, { [time]: shifted(g, -1_800_000, '+05:00') }),
  },
  { fault: 'the row above, again', reason: 'duplicate', column: null, line: (g) => g.join(',') },
  {
    fault: 'the row above again, in quotes',
    reason: 'duplicate',
    column: null,
    line: (g) => g.map((value) => `"${value}"`).join(','),
  },
  { fault: 'the first row of the file, again', reason: 'duplicate', column: null, line: () => rows[0] ?? '' },
  { fault: 'one field too few', reason: 'column-count', column: null, line: (g) => g.slice(0, -1).join(',') },
  { fault: 'one field too many', reason: 'column-count', column: null, line: (g) => [...g, 'x'].join(',') },
  { fault: 'nothing but commas', reason: 'missing-value', column: 'case', line: (g) => g.map(() => '').join(',') },
  { fault: 'a remark of the exporting program', reason: 'column-count', column: null, line: () => '-- 240 rows exported --' },
  { fault: 'the header, again', reason: 'bad-time', column: time, line: () => header },
  { fault: 'fields parted by semicolons', reason: 'column-count', column: null, line: (g) => g.join(';') },
  {
    fault: 'a quote that is never closed',
    reason: 'unclosed-quote',
    column: null,
    line: (g) => alter(g, { 'org:group': '"V30' }),
  },
  {
    fault: 'text after a closing quote',
    reason: 'misplaced-quote',
    column: null,
    line: (g) => alter(g, { 'concept:name': '"Acc"epted' }),
  },
  {
    fault: 'a field of 201 characters',
    reason: 'too-long',
    column: 'org:group',
    line: (g) => alter(g, { 'org:group': 'V'.repeat(201) }),
  },
  {
    fault: 'a field of 20,000 characters',
    reason: 'too-long',
    column: 'product',
    line: (g) => set(g, { product: 'P'.repeat(20_000) }),
  },
  {
    fault: 'a second mark of byte order',
    reason: 'control-character',
    column: 'case',
    line: (g) => alter(g, { case: `\uFEFF${g[0]}` }),
  },
  {
    fault: 'bytes that are no UTF-8',
    reason: 'not-utf-8',
    column: 'org:resource',
    line: (g) => bytes(alter(g, { 'org:resource': 'Ren@' }), '@', [0xc3, 0x28]),
  },
  {
    fault: 'a letter in Latin-1',
    reason: 'not-utf-8',
    column: 'org:resource',
    line: (g) => bytes(alter(g, { 'org:resource': 'Andr@' }), '@', [0xe9]),
  },
  {
    fault: 'a command to a terminal',
    reason: 'control-character',
    column: 'org:group',
    line: (g) => alter(g, { 'org:group': '\u001B[31mV30' }),
  },
]

const lines: (string | Buffer)[] = [`\uFEFF${header}`]
const expected: { line: number; fault: string; reason: string; column: string | null }[] = []
rows.forEach((row, index) => {
  // One line in Windows fashion and one empty line are no faults.
  lines.push(index === 5 ? `${row}\r` : row)
  if (index === 8) lines.push('')
  const fault = index % 6 === 2 ? faults[Math.floor(index / 6)] : undefined
  if (fault === undefined) return
  lines.push(fault.line(row.split(',')))
  expected.push({ line: lines.length, fault: fault.fault, reason: fault.reason, column: fault.column })
})
if (expected.length !== 40 || faults.length !== 40) throw new Error(`planted ${expected.length} of ${faults.length} faults`)

const newline = Buffer.from('\n')
writeFileSync(
  new URL('planted-faults.csv', data),
  Buffer.concat(lines.flatMap((line) => [typeof line === 'string' ? Buffer.from(line) : line, newline])),
)
writeFileSync(new URL('expected-rejects.json', data), `${JSON.stringify(expected, null, 2)}\n`)
