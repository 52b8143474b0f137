import { count, dataset, type Estimate, share, type TicketFacts } from '@caseload/analytics'
import type { Problem } from '@caseload/core'
import type { ActingDesk, TicketSlaFact } from '@caseload/desk'
import { type AttainmentFact, attainment } from '@caseload/sla'
import { err, ok, type Result } from 'neverthrow'

/** How a promise was kept for one group of tickets. */
export interface PromiseKept {
  /** Impact of the tickets; null where nobody said. */
  readonly impact: string | null
  /** The clock. */
  readonly clock: string
  /** The goal. */
  readonly goal: string
  /** Goals looked at, also those that are not counted. */
  readonly population: number
  /** The share kept, with its interval; `n` is the denominator. */
  readonly share: Estimate
  /** How many are not counted, by reason. */
  readonly leftOut: Readonly<Record<string, number>>
}

const metrics = [count('population'), share('kept', 'met', { better: 'more' })] as const

/** Reads what became of every promise from the desk, and counts it by the impact of the ticket; the counting is done by `@caseload/sla` and `@caseload/analytics`. */
export async function promisesKept(
  desk: Pick<ActingDesk, 'slaFacts'>,
  tickets: readonly TicketFacts[],
): Promise<Result<readonly PromiseKept[], Problem>> {
  const facts: TicketSlaFact[] = []
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof desk.slaFacts>> = await desk.slaFacts(
      cursor === null ? { limit: 500 } : { limit: 500, cursor },
    )
    if (page.isErr()) return err(page.error)
    facts.push(...page.value.facts)
    cursor = page.value.next
    if (cursor === null) break
  }
  if (facts.length === 0) return ok([])
  const impacts = new Map(tickets.map(({ ticketId, impact }) => [ticketId, impact]))
  const rows = facts.map((fact) => ({ ...fact, impact: impacts.get(fact.ticketId) ?? null }))
  const grouped = new Map<string, AttainmentFact[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.impact, row.clock, row.goal])
    const group = grouped.get(key)
    if (group === undefined) grouped.set(key, [row])
    else group.push(row)
  }
  return dataset(rows)
    .query({ metrics, by: ['clock', 'goal', 'impact'] })
    .map((groups) =>
      groups.map(({ by, values }) => {
        const impact = by.impact === null ? null : String(by.impact)
        const group: readonly AttainmentFact[] = grouped.get(JSON.stringify([impact, by.clock, by.goal])) ?? []
        const { population, leftOut } = attainment(group)
        return { impact, clock: String(by.clock), goal: String(by.goal), population, share: values.kept, leftOut }
      }),
    )
}
