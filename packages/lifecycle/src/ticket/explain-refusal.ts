import { type Explanation, explanation } from '@caseload/core'
import type { TicketRejection } from './ticket-rejections.ts'

/**
 * Why a command was refused, as a tree: the refusal, each guard that failed, and what would be allowed.
 *
 * @param rejection - The refusal.
 *
 * @example
 * ```ts
 * import { instant, orThrow, renderExplanation } from '@caseload/core'
 * import { compileWorkflow, decideTicket, explainRefusal, lifecycleMessages, standardWorkflow } from '@caseload/lifecycle'
 * import { exampleTicket } from '@caseload/lifecycle/testing'
 *
 * const workflow = orThrow(compileWorkflow(standardWorkflow))
 * const context = { actor: { kind: 'agent', id: 'agt_ada' }, now: instant(0) } as const
 * const refused = decideTicket(workflow, exampleTicket(), { type: 'resolve' }, context)._unsafeUnwrapErr()
 * renderExplanation(explainRefusal(refused), lifecycleMessages).split('\n').slice(0, 2)
 * // => ['✗ resolve is refused: guard-failed (status new)', '  ✗ resolutionCode must be present']
 * ```
 */
export function explainRefusal(rejection: TicketRejection): Explanation {
  const guards =
    rejection.kind === 'ticket/guard-failed'
      ? rejection.failed.map(({ guard, expected, found }) =>
          explanation(`lifecycle/guard-${guard}`, { expected: [...expected], found: found.map(String) }, { holds: false }),
        )
      : []
  const allowed = rejection.allowedNow.map(({ command, to, needs }) =>
    explanation(to.length === 0 ? 'lifecycle/allowed' : 'lifecycle/allowed-move', { command, to, needs }, { holds: true }),
  )
  const reason = rejection.kind.slice('ticket/'.length)
  return explanation(
    'lifecycle/refused',
    { command: rejection.command, reason, status: rejection.status },
    { holds: false, because: [...guards, ...allowed] },
  )
}
