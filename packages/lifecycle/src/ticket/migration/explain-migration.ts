import { type Explanation, explanation } from '@caseload/core'
import { wordsOf } from '../decide/refuse.ts'
import type { TicketMigration } from './ticket-migration.ts'

/**
 * What a change of workflow would mean for a ticket, in words: a tree whose keys `lifecycleMessages` words.
 *
 * @param migration - What `migrationOf` answered.
 *
 * @example
 * ```ts
 * import { renderExplanation } from '@caseload/core'
 * import { explainMigration, lifecycleMessages } from '@caseload/lifecycle'
 *
 * const stranded = { outcome: 'stranded', reasons: [{ reason: 'timer-lost', timer: 'auto-close' }], fallback: null } as const
 * renderExplanation(explainMigration(stranded), lifecycleMessages)
 * // => '✗ would be stranded\n  ✗ auto-close would have taken it further, and would no more'
 * ```
 */
export function explainMigration(migration: TicketMigration): Explanation {
  if (migration.outcome !== 'stranded')
    return explanation(`migration/${migration.outcome}`, wordsOf(migration), { holds: migration.outcome !== 'unaffected' })
  const because = migration.reasons.map((each) => explanation(`migration/${each.reason}`, wordsOf(each), { holds: false }))
  const { fallback } = migration
  return fallback === null
    ? explanation('migration/stranded', {}, { holds: false, because })
    : explanation('migration/falls-back', { fallback }, { holds: false, because })
}
