import { expect } from 'vitest'

/** Compares the values of one example as they are reached, and knows which never were. */
export interface ExampleCheck {
  /**
   * Fails unless `actual` equals `expected`, as `toEqual` sees it; a success never equals a failure.
   *
   * @returns `actual`, so that the call can stand where the expression stood.
   */
  readonly check: <Value>(index: number, actual: Value, expected: unknown) => Value
  /** Fails if a value was never reached, because its branch or function did not run. */
  readonly finish: () => void
}

/**
 * A check for one run of one example.
 *
 * @param places - Where each value stands, as `file:line`, by index.
 */
export function exampleCheck(places: readonly string[]): ExampleCheck {
  const unreached = new Set(places.keys())
  return {
    check: (index, actual, expected) => {
      unreached.delete(index)
      expect(actual, places[index]).toEqual(expected)
      expect(isOk(actual), `${places[index]}: ok or err`).toBe(isOk(expected))
      return actual
    },
    finish: () => {
      expect([...unreached].map((index) => places[index]).join(', '), 'values that were never reached').toBe('')
    },
  }
}

function isOk(value: unknown): boolean | null {
  if (typeof value !== 'object' || value === null || !('isOk' in value) || typeof value.isOk !== 'function') return null
  return value.isOk() === true
}
