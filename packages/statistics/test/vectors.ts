import { readFileSync } from 'node:fs'

/** One case of a vector file, before its input and expectation are read. */
export interface Vector<Input, Expected> {
  readonly id: string
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

/** Says how a number misses an expected one; null where it is within the vector's tolerance. */
export function miss(
  found: number | null | undefined,
  expected: number,
  tol: Vector<unknown, unknown>['tol'],
  what: string,
): string | null {
  const gap = Math.abs((found ?? Number.NaN) - expected)
  return gap <= tol.abs + tol.rel * Math.abs(expected) ? null : `${what}: found ${found}, expected ${expected}`
}
