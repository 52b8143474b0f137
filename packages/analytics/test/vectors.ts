import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** One case of a vector file. */
export interface Vector<Input, Expected> {
  readonly id: string
  readonly call: string
  readonly input: Input
  readonly expected: Expected
  readonly tol: { readonly rel: number; readonly abs: number }
}

/** The cases of one of the vector files beside this one. */
export function vectors<Input, Expected>(file: string): readonly Vector<Input, Expected>[] {
  const parsed: { readonly vectors: readonly Vector<Input, Expected>[] } = JSON.parse(
    readFileSync(new URL(`./vectors/${file}`, import.meta.url), 'utf8'),
  )
  return parsed.vectors
}

/** Says how a number misses an expected one; null where it is within the tolerance. */
export function miss(
  found: number | null | undefined,
  expected: number | null,
  tol: Vector<unknown, unknown>['tol'],
  what: string,
): string | null {
  const near =
    expected === null ? found === null : Math.abs((found ?? Number.NaN) - expected) <= tol.abs + tol.rel * Math.abs(expected)
  return near ? null : `${what}: found ${found}, expected ${expected}`
}

/** The rows of a gzipped file without quoted fields, by the names in its first line. */
export function table(url: URL, delimiter: string): readonly ((column: string) => string)[] {
  const [head = '', ...lines] = gunzipSync(readFileSync(url)).toString('utf8').replace(/\r/g, '').trimEnd().split('\n')
  const places = new Map(head.split(delimiter).map((name, place) => [name, place]))
  return lines.map((line) => {
    const fields = line.split(delimiter)
    return (column) => {
      const field = fields[places.get(column) ?? -1]
      if (field === undefined) throw new TypeError(`no column ${column}`)
      return field
    }
  })
}
