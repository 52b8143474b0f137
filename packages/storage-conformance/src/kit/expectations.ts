import { canonicalJson, type Problem } from '@caseload/core'
import type { Result, ResultAsync } from 'neverthrow'

/** Rejects unless two JSON values are the same. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [textOf(actual), textOf(expected)]
  if (got !== wanted) throw new Error(`${what}: expected ${wanted}, got ${got}`)
}

/** Rejects unless something holds. */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what)
}

/** The value of a call that is expected to succeed. */
export async function value<Value>(call: ResultAsync<Value, Problem> | Promise<Result<Value, Problem>>): Promise<Value> {
  const result = await call
  if (result.isOk()) return result.value
  throw new Error(`expected success, got ${textOf(result.error)}`, { cause: result.error })
}

/** The problem of a call that is expected to fail in a certain way. */
export async function problem<Value, P extends Problem, Kind extends P['kind']>(
  call: ResultAsync<Value, P> | Promise<Result<Value, P>>,
  kind: Kind,
  ...details: readonly Partial<Record<string, unknown>>[]
): Promise<P> {
  const result = await call
  if (result.isOk()) throw new Error(`expected ${kind}, got success: ${textOf(result.value)}`)
  if (result.error.kind !== kind) throw new Error(`expected ${kind}, got ${textOf(result.error)}`, { cause: result.error })
  const found = new Map(Object.entries(result.error))
  for (const detail of details) {
    for (const [name, expected] of Object.entries(detail)) same(found.get(name), expected, `${kind}.${name}`)
  }
  return result.error
}

function textOf(value: unknown): string {
  if (value === undefined) return 'undefined'
  return canonicalJson(value, 64).match(
    (text) => text,
    ({ message }) => (typeof value === 'object' && value !== null ? `something with ${Object.keys(value).join(', ')}` : message),
  )
}
