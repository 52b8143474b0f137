import type { DomainEvent } from '@caseload/core'
import type { StatusCategory } from '../../workflow/status-category.ts'
import type { MergedInto } from '../merge/merge-part.ts'

/** Another workflow decides about the ticket from now on. Holds what its statuses meant under the old rules and mean under the new ones. */
export interface WorkflowChangedData {
  /** Name and version of the workflow that decided until now. */
  readonly fromWorkflow: {
    /** Name of the workflow. */
    readonly id: string
    /** Version of the workflow. */
    readonly version: number
  }
  /** Name and version of the workflow that decides from now on. */
  readonly toWorkflow: {
    /** Name of the workflow. */
    readonly id: string
    /** Version of the workflow. */
    readonly version: number
  }
  /** Status before. */
  readonly from: string
  /** Status after; the same where the new workflow has it. */
  readonly to: string
  /** Family of the status before, as it was under the old workflow. */
  readonly fromCategory: StatusCategory
  /** Family of the status after. */
  readonly toCategory: StatusCategory
  /** The status it goes back to after a pause, in the new workflow's words; null where it is not paused, or where that status has no counterpart to work in. */
  readonly pausedFrom: string | null
  /** Whether it would have been stranded, and went to where such tickets are looked after. */
  readonly fellBack: boolean
  /** Of a merged ticket, how it would stand were the merge taken back, in the new workflow's words; null elsewhere, and absent from events of releases that left merged tickets alone. */
  readonly beforeMerge: Pick<MergedInto['before'], 'status' | 'category' | 'pausedFrom'> | null
}

/** {@inheritDoc WorkflowChangedData} */
export type WorkflowChanged = DomainEvent<'workflow-changed', WorkflowChangedData>
