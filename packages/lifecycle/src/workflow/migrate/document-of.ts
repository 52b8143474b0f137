import type { Workflow } from '../workflow.ts'
import type { TransitionDocument, WorkflowDocument } from '../workflow-document.ts'

/** What a workflow was made from; a document is that itself. */
export function documentOf(workflow: Workflow | WorkflowDocument): WorkflowDocument {
  return 'document' in workflow ? workflow.document : workflow
}

/** One way of a document: one for each start of a transition. */
export interface DocumentWay {
  /** Where it starts. */
  readonly from: string
  /** Where it ends. */
  readonly to: string
  /** The transition it stands in. */
  readonly transition: TransitionDocument
}

/** Every way, in the order of the document. */
export function waysIn({ transitions }: WorkflowDocument): readonly DocumentWay[] {
  return transitions.flatMap((transition) => {
    const starts = typeof transition.from === 'string' ? [transition.from] : transition.from
    return starts.map((from) => ({ from, to: transition.to, transition }))
  })
}
