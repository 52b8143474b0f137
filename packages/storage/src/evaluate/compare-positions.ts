import { compareScalar } from '../names/compare-scalar.ts'
import type { Position, Sort } from '../port/query.ts'

/** The order of a list: by its sort values, then by what follows them, in `restDir`. */
export function comparePositions(a: Position, b: Position, sort: readonly Sort[], restDir: Sort['dir']): number {
  for (let index = 0; index < a.length; index += 1) {
    const order = compareScalar(a[index] ?? null, b[index] ?? null)
    if (order !== 0) return (sort[index]?.dir ?? restDir) === 'asc' ? order : -order
  }
  return 0
}
