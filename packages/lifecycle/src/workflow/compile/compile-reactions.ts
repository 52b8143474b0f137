import type { ActorKind } from '@caseload/core'
import { type StatusCategory, statusCategories } from '../status-category.ts'
import type { WorkflowReaction, WorkflowReactions } from '../workflow.ts'
import type { ReactionsDocument } from '../workflow-document.ts'
import { type DraftStatus, namedStatus } from './compile-statuses.ts'
import type { Issues } from './issues.ts'

/** Which reactions are compiled: what they are called, who triggers them, and in which categories they can be triggered. */
export interface ReactionTrigger {
  /** Property of the document. */
  readonly name: 'onRequesterReply' | 'onAgentReply' | 'onAssign'
  /** Whom guards are asked about. */
  readonly actors: readonly ActorKind[]
  /** Categories in which the command applies at all. */
  readonly from: readonly StatusCategory[]
}

/** What is known of the workflow when its reactions are compiled. */
export interface ReactionSurroundings {
  /** Statuses with their ways. */
  readonly statuses: ReadonlyMap<string, DraftStatus>
  /** Defaults. */
  readonly defaults: ReadonlyMap<StatusCategory, DraftStatus>
}

const keep = { do: 'keep' } as const

/** A reaction for every category, with what is wrong or without effect noted. */
export function compileReactions(
  document: ReactionsDocument,
  trigger: ReactionTrigger,
  workflow: ReactionSurroundings,
  issues: Issues,
): WorkflowReactions {
  const compiled: Record<StatusCategory, WorkflowReaction> = {
    new: keep,
    open: keep,
    pending: keep,
    'on-hold': keep,
    resolved: keep,
    closed: keep,
  }
  for (const category of statusCategories) {
    const reaction = document[category] ?? keep
    if (reaction.do === 'keep') continue
    const path = `${trigger.name}.${category}`
    const members = [...workflow.statuses.values()].filter((status) => status.category === category)
    if (members.length === 0 || !trigger.from.includes(category)) {
      const why = members.length === 0 ? 'no status is of this category' : 'the command is refused in this category anyway'
      issues.warn('workflow/reaction-without-effect', path, [category], why)
    }
    if (reaction.do === 'refuse') compiled[category] = reaction
    else {
      const to = target(reaction.to, path, workflow, issues)
      if (to === null) continue
      compiled[category] = { do: 'move', to }
      if (members.length > 0 && !members.some((from) => isOpenTo(from, to, trigger.actors))) {
        const who = trigger.actors.join(', ')
        issues.warn('workflow/reaction-never-moves', path, [to.id, ...trigger.actors], `no way to ${to.id} is open to ${who}`)
      }
    }
  }
  return compiled
}

function target(
  name: string | undefined,
  path: string,
  { statuses, defaults }: ReactionSurroundings,
  issues: Issues,
): DraftStatus | null {
  if (name !== undefined) return namedStatus(statuses, name, `${path}.to`, issues)
  const open = defaults.get('open')
  if (open !== undefined) return open
  issues.error('workflow/no-default', path, [], 'expected a status to move to, since category open has no default')
  return null
}

function isOpenTo(from: DraftStatus, to: DraftStatus, actors: readonly ActorKind[]): boolean {
  return (from.ways.get(to.id) ?? []).some(({ by }) => by === null || by.some((kind) => actors.includes(kind)))
}
