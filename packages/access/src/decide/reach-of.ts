import type { Reach } from '../access.ts'
import type { Grant } from '../compile/compile-grants.ts'

/** With how much of a sort of resource these grants let somebody do what they speak of. */
export function reachOf(grants: readonly Grant[]): Reach {
  const allowing = grants.filter(({ denies }) => !denies)
  const denying = grants.filter(({ denies }) => denies)
  if (allowing.length === 0 || denying.some(isUnconditional)) return { of: 'none', relations: [] }
  if (denying.length > 0) return { of: 'some', relations: [] }
  if (allowing.some(isUnconditional)) return { of: 'all', relations: [] }
  if (allowing.some(({ when }) => when !== null)) return { of: 'some', relations: [] }
  return { of: 'related', relations: [...new Set(allowing.flatMap(({ as }) => as))].sort() }
}

function isUnconditional({ as, when }: Grant): boolean {
  return as.length === 0 && when === null
}
