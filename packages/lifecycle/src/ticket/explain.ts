import { type Explanation, explanation } from '@caseload/core'
import type { Result } from 'neverthrow'
import { wordsOf } from './decide/refuse.ts'
import type { TicketEvent } from './ticket-events.ts'
import type { AllowedCommand, FailedGuard, TicketRejection } from './ticket-rejections.ts'

/**
 * Why a command was refused, as a tree: the refusal, each guard that did not hold with what was found, and what is allowed instead.
 *
 * @param rejection - The refusal.
 * @returns A tree whose keys `lifecycleMessages` words; it holds no free text and nothing personal.
 *
 * @example
 * ```ts
 * import { instant, orThrow, renderExplanation } from '@caseload/core'
 * import { compileWorkflow, decideTicket, explainRefusal, lifecycleMessages, standardWorkflow } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const refused = decideTicket(workflow, null, { type: 'hold' }, { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) })
 * renderExplanation(explainRefusal(refused._unsafeUnwrapErr()), lifecycleMessages)
 * // => '✗ hold refused: there is no ticket yet\n  · allowed now: open to new, open'
 * ```
 */
export function explainRefusal(rejection: TicketRejection): Explanation {
  const { kind, message: _, allowedNow, ...rest } = rejection
  const guards =
    rejection.kind === 'ticket/guard-failed'
      ? [
          ...rejection.failed.map(explainGuard),
          ...rejection.alternatives.map((failed) =>
            explanation('lifecycle/alternative', {}, { holds: false, because: failed.map(explainGuard) }),
          ),
        ]
      : rejection.kind === 'ticket/obligations-open'
        ? rejection.obligations.map((each) => explanation(`lifecycle/owed-${each.owed}`, wordsOf(each), { holds: false }))
        : []
  const { failed: __, alternatives: ___, ...params } = { failed: null, alternatives: null, ...wordsOf(rest) }
  return explanation(kind, params, { holds: false, because: [...guards, ...allowedNow.map(explainAllowed)] })
}

/**
 * Why a command had the result it had: what happened and what of, or the refusal.
 *
 * @param decision - What `decideTicket` or `decideObserved` answered.
 * @returns A tree whose keys `lifecycleMessages` words.
 *
 * @example
 * ```ts
 * import { explainDecision, type TicketRejection, type TicketEvent } from '@caseload/lifecycle'
 * import { ok, type Result } from 'neverthrow'
 *
 * const nothing: Result<readonly TicketEvent[], TicketRejection> = ok([])
 * explainDecision(nothing).key // => 'lifecycle/nothing-to-do'
 * ```
 */
export function explainDecision(decision: Result<readonly TicketEvent[], TicketRejection>): Explanation {
  if (decision.isErr()) return explainRefusal(decision.error)
  const because = decision.value.map(({ type, data }) => explanation(`lifecycle/${type}`, wordsOf(data)))
  return explanation(because.length === 0 ? 'lifecycle/nothing-to-do' : 'lifecycle/granted', {}, { holds: true, because })
}

function explainGuard({ guard, expected, found }: FailedGuard): Explanation {
  const values = found.map((value) => (typeof value === 'object' && value !== null ? value.join(' ') : value))
  return explanation(`lifecycle/guard-${guard}`, { expected, found: values }, { holds: false })
}

function explainAllowed({ command, to, needs }: AllowedCommand): Explanation {
  const key = needs.length > 0 ? 'lifecycle/allowed-with' : to.length > 0 ? 'lifecycle/allowed-move' : 'lifecycle/allowed'
  return explanation(key, { command, to, needs })
}
