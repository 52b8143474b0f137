import { err, ok, type Result } from 'neverthrow'
import type { Key } from './dimension.ts'
import { fieldReader } from './field-reader.ts'
import { type UnknownField, type UnusableValue, unusableValue } from './query-problems.ts'

/** A field whose every row is one of few values: a code per row into the values. */
export interface CodedColumn {
  /** Place of each row's value in `values`. */
  readonly codes: Int32Array
  /** Values in the order they were first seen. */
  readonly values: readonly Key[]
}

/** The rows as columns, each made when it is first asked for. */
export class Columns {
  readonly #rows: readonly object[]
  readonly #numbers = new Map<string, Result<Float64Array, UnknownField | UnusableValue>>()
  readonly #derived = new Map<string, CodedColumn>()
  readonly #coded = new Map<string, Result<CodedColumn, UnknownField | UnusableValue>>()

  constructor(rows: readonly object[]) {
    this.#rows = rows
  }

  /** How many rows. */
  get length(): number {
    return this.#rows.length
  }

  /** A numeric field; missing is NaN. */
  numbers(field: string): Result<Float64Array, UnknownField | UnusableValue> {
    const known = this.#numbers.get(field) ?? this.#readNumbers(field)
    this.#numbers.set(field, known)
    return known
  }

  /** A field of texts, numbers, booleans or null. */
  coded(field: string): Result<CodedColumn, UnknownField | UnusableValue> {
    const known = this.#coded.get(field) ?? this.#readCoded(field)
    this.#coded.set(field, known)
    return known
  }

  /** A column that is worked out from others, under a name of its own. */
  derived<Problem>(name: string, make: () => Result<CodedColumn, Problem>): Result<CodedColumn, Problem> {
    const known = this.#derived.get(name)
    if (known !== undefined) return ok(known)
    return make().map((column) => {
      this.#derived.set(name, column)
      return column
    })
  }

  #readNumbers(field: string): Result<Float64Array, UnknownField | UnusableValue> {
    const reader = fieldReader(this.#rows, field)
    if (reader.isErr()) return err(reader.error)
    const read = reader.value
    const column = new Float64Array(this.#rows.length)
    let index = 0
    for (const row of this.#rows) {
      const value = read(row)
      if (value === null) column[index] = Number.NaN
      else if (typeof value === 'number' && Number.isFinite(value)) column[index] = value
      else return err(unusableValue(field, index, 'a finite number or null'))
      index += 1
    }
    return ok(column)
  }

  #readCoded(field: string): Result<CodedColumn, UnknownField | UnusableValue> {
    const reader = fieldReader(this.#rows, field)
    if (reader.isErr()) return err(reader.error)
    const read = reader.value
    const codes = new Int32Array(this.#rows.length)
    const places = new Map<Key, number>()
    let index = 0
    for (const row of this.#rows) {
      const value = read(row)
      if (!isKey(value)) return err(unusableValue(field, index, 'a text, a finite number, true, false or null'))
      let code = places.get(value)
      if (code === undefined) {
        code = places.size
        places.set(value, code)
      }
      codes[index] = code
      index += 1
    }
    return ok({ codes, values: [...places.keys()] })
  }
}

function isKey(value: unknown): value is Key {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  )
}
