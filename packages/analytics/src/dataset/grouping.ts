import { err, ok, type Result } from 'neverthrow'
import { compileCalendarPeriods } from '../periods/calendar-periods.ts'
import type { CodedColumn, Columns } from './columns.ts'
import type { Dimension, Key, LevelsDimension, PeriodDimension } from './dimension.ts'
import type { QueryProblem, TooManyGroups } from './query-problems.ts'

/** Which rows belong together. */
export interface Grouping {
  /** Group of each row; −1 for a row that is left out. */
  readonly groupOf: Int32Array
  /** The keys of each group, one per dimension, in the order groups are shown. */
  readonly keys: readonly (readonly Key[])[]
}

const groupLimit = 1_000_000

/** Groups rows by some dimensions; one group of everything where there are none. */
export function groupRows(
  columns: Columns,
  dimensions: readonly Dimension[],
  keep: Uint8Array | null,
  emptyGroups: boolean,
): Result<Grouping, QueryProblem> {
  const coded: CodedColumn[] = []
  for (const dimension of dimensions) {
    const column = codedDimension(columns, dimension, emptyGroups)
    if (column.isErr()) return err(column.error)
    coded.push(column.value)
  }
  const found = new Map<number, number>()
  const combined: number[][] = []
  const groupOf = new Int32Array(columns.length)
  const possible = coded.reduce((product, column) => product * column.values.length, 1)
  // Beyond 2^53 combinations of codes could no longer be told apart by one number.
  const limit = emptyGroups ? groupLimit : Number.MAX_SAFE_INTEGER
  if (possible > limit) return err(tooManyGroups(possible, limit))
  if (dimensions.length === 0) {
    for (let row = 0; row < columns.length; row += 1) groupOf[row] = keep?.[row] === 0 ? -1 : 0
    return ok({ groupOf, keys: [[]] })
  }
  if (emptyGroups) everyCombination(coded, found, combined)
  const [single] = coded
  for (let row = 0; row < columns.length; row += 1) {
    if (keep?.[row] === 0) {
      groupOf[row] = -1
      continue
    }
    // Mixed radix: one number per combination of codes.
    let code = single?.codes[row] ?? 0
    for (let place = 1; place < coded.length; place += 1) {
      const column = coded[place]
      code = code * (column?.values.length ?? 1) + (column?.codes[row] ?? 0)
    }
    let group = found.get(code)
    if (group === undefined) {
      group = combined.length
      found.set(code, group)
      combined.push(coded.map((column) => column.codes[row] ?? 0))
    }
    groupOf[row] = group
  }
  return ok(inOrder(groupOf, combined, coded, dimensions))
}

function codedDimension(columns: Columns, dimension: Dimension, emptyGroups: boolean): Result<CodedColumn, QueryProblem> {
  if (typeof dimension === 'string') return columns.coded(dimension)
  return dimension.type === 'period'
    ? periodColumn(columns, dimension, emptyGroups)
    : levelsColumn(columns, dimension, emptyGroups)
}

function levelsColumn(columns: Columns, dimension: LevelsDimension, emptyGroups: boolean): Result<CodedColumn, QueryProblem> {
  return columns.coded(dimension.id).map((column) => {
    if (!emptyGroups) return column
    const values = [...column.values, ...dimension.values.filter((value) => !column.values.includes(value))]
    return { codes: column.codes, values }
  })
}

function periodColumn(columns: Columns, dimension: PeriodDimension, emptyGroups: boolean): Result<CodedColumn, QueryProblem> {
  const instants = columns.numbers(dimension.field)
  if (instants.isErr()) return err(instants.error)
  const compiled = compileCalendarPeriods(dimension.unit, dimension.zone)
  if (compiled.isErr()) return err(compiled.error)
  const periods = compiled.value
  const codes = new Int32Array(instants.value.length)
  const places = new Map<string | null, number>()
  const placeOf = (key: string | null): number => {
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, places.size)
    return places.size - 1
  }
  let first = Infinity
  let last = -Infinity
  for (let row = 0; row < codes.length; row += 1) {
    const at = instants.value[row] ?? Number.NaN
    if (Number.isNaN(at)) codes[row] = placeOf(null)
    else {
      codes[row] = placeOf(periods.at(at).key)
      if (at < first) first = at
      if (at > last) last = at
    }
  }
  if (emptyGroups && first <= last) for (const period of periods.between(first, last)) placeOf(period.key)
  return ok({ codes, values: [...places.keys()] })
}

function everyCombination(coded: readonly CodedColumn[], found: Map<number, number>, combined: number[][]): void {
  let rows: number[][] = [[]]
  for (const column of coded) rows = rows.flatMap((row) => column.values.map((_, code) => [...row, code]))
  for (const row of rows) {
    const code = row.reduce((sum, each, place) => sum * (coded[place]?.values.length ?? 1) + each, 0)
    found.set(code, combined.length)
    combined.push(row)
  }
}

/** Renumbers the groups so that they stand in ascending order of their keys. */
function inOrder(
  groupOf: Int32Array,
  combined: readonly (readonly number[])[],
  coded: readonly CodedColumn[],
  dimensions: readonly Dimension[],
): Grouping {
  const ranks = coded.map((column, place) => ranksOf(column, dimensions[place]))
  const order = combined.map((_, group) => group)
  order.sort((a, b) => {
    for (const [place, rank] of ranks.entries()) {
      const difference = (rank[combined[a]?.[place] ?? 0] ?? 0) - (rank[combined[b]?.[place] ?? 0] ?? 0)
      if (difference !== 0) return difference
    }
    return 0
  })
  const placeOf = new Int32Array(order.length)
  for (const [place, group] of order.entries()) placeOf[group] = place
  for (let row = 0; row < groupOf.length; row += 1) {
    const group = groupOf[row] ?? -1
    if (group >= 0) groupOf[row] = placeOf[group] ?? -1
  }
  const keys = order.map((group) => coded.map((column, place) => column.values[combined[group]?.[place] ?? 0] ?? null))
  return { groupOf, keys }
}

function ranksOf(column: CodedColumn, dimension: Dimension | undefined): readonly number[] {
  const stated = typeof dimension === 'object' && dimension.type === 'levels' ? dimension.values : []
  const order = column.values.map((_, code) => code)
  const statedPlace = (value: Key): number => {
    const place = stated.indexOf(value)
    return place === -1 ? stated.length : place
  }
  order.sort((a, b) => {
    const [left = null, right = null] = [column.values[a], column.values[b]]
    return statedPlace(left) - statedPlace(right) || compareKeys(left, right)
  })
  const ranks: number[] = []
  for (const [rank, code] of order.entries()) ranks[code] = rank
  return ranks
}

const kinds = ['boolean', 'number', 'string', 'object']

/** false, true, numbers, texts by UTF-16 unit, null last. */
function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0
  if (typeof a !== typeof b) return kinds.indexOf(typeof a) - kinds.indexOf(typeof b)
  return a !== null && b !== null && a < b ? -1 : 1
}

function tooManyGroups(groups: number, limit: number): TooManyGroups {
  const message = `the dimensions have ${groups} combinations; at most ${limit} are allowed`
  return { kind: 'analytics/too-many-groups', groups, limit, message }
}
