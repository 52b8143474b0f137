import { standardWorkflow } from './standard-workflow.ts'
import type { WorkflowDocument } from './workflow-document.ts'

/**
 * The {@link standardWorkflow} for a desk that lets nothing slip.
 *
 * A problem is solved only after desk and requester agreed what it is (`confirm-problem`). A solved ticket is not closed before it is recorded how the requester was told; then they are asked whether
 * the solution works, once more after 48 hours, and silence until the ticket closes by itself means that they accept it. A ticket goes to another team with a receipt: the offer says what was done, what is
 * wanted, what the requester was told and when to expect an answer; an offer that nobody takes comes back after four hours, and after three returns it goes a line higher.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { carefulWorkflow, compileWorkflow } from '@caseload/lifecycle'
 *
 * const workflow = orThrow(compileWorkflow(carefulWorkflow))
 * workflow.resolution?.told // => 'required'
 * workflow.handOver?.escalateAfterReturns // => 3
 * workflow.warnings // => []
 * ```
 */
export const carefulWorkflow: WorkflowDocument = {
  ...standardWorkflow,
  id: 'careful',
  title: 'Careful',
  transitions: standardWorkflow.transitions.map((way) =>
    way.to === 'resolved' ? { ...way, requires: ['resolutionCode', 'identifiedAt'] } : way,
  ),
  handOver: {
    requires: ['done', 'wanted', 'told', 'answerBy'],
    acceptWithin: 'PT4H',
    escalateAfterReturns: 3,
    escalateTo: null,
  },
  resolution: {
    told: 'required',
    confirmation: { silence: 'accepted', remindAfter: 'PT48H', onConfirmed: 'close' },
  },
}
