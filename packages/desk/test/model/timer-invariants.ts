import { canonicalJson, orThrow } from '@caseload/core'
import { planReindex, timerDueAt, timerQueues } from '@caseload/planner'
import type { Circumstances } from './invariants.ts'
import { docsOf, type Kept, ticketsOf } from './kept.ts'
import { workflowOfModel } from './workflow-of.ts'

/** Tickets whose stored index is not the one they would get if it were made anew. */
export function brokenIndex(kept: Kept, { policies }: Circumstances): readonly string[] {
  return docsOf(kept, 'ticket').flatMap((doc) => {
    const anew = orThrow(planReindex(doc, policies))
    if (anew.op !== 'put') return []
    // What a write leaves out is null in the store.
    const said = ([, value]: readonly [string, unknown]): boolean => value !== null
    const text = (fields: object, keys: readonly object[]): string =>
      orThrow(
        canonicalJson({
          fields: Object.fromEntries(Object.entries(fields).filter(said)),
          keys: keys.map((key) => orThrow(canonicalJson(key))).toSorted(),
        }),
      )
    const [is, should] = [text(doc.fields, doc.keys), text(anew.fields, anew.keys ?? [])]
    return is === should ? [] : [`${doc.ref.id} is found by ${is}, not ${should}`]
  })
}

/** What does not hold of timers: a ticket that waits for a moment to come has exactly that timer, and one that waits for none has none. */
export function brokenTimers(kept: Kept, { policies, now, settled }: Circumstances): readonly string[] {
  return [...ticketsOf(kept).values()].flatMap((ticket) => {
    const workflow = workflowOfModel(policies, ticket)
    return timerQueues.flatMap((queue) => {
      const wanted = timerDueAt(queue, workflow, ticket)
      const set = kept.work.get(`${queue}/${ticket.id}`) ?? null
      if (wanted !== null && wanted > now && set !== wanted)
        return [`${ticket.id} waits for ${queue} until ${wanted}, set for ${set}`]
      if (wanted === null && set !== null) return [`${ticket.id} has ${queue} set for ${set} and waits for nothing`]
      if (settled && set !== null && set <= now) return [`${ticket.id} has ${queue} set for ${set}, which has passed`]
      return []
    })
  })
}
