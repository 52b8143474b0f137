import type { ActorKind } from '@caseload/core'
import { isDone } from '../../workflow/status-category.ts'
import type { Workflow, WorkflowStatus } from '../../workflow/workflow.ts'
import { ticketCommandRules } from '../command-rules.ts'
import type { Ticket } from '../ticket.ts'
import type { AllowedCommand } from '../ticket-rejections.ts'
import { defaultTarget, type MovingCommand } from './move.ts'

/** A status that a moving command may lead to, with what of it depends on no ticket. */
export interface Destination {
  /** The status. */
  readonly to: WorkflowStatus
  /** Whether the ticket would stay where it is. */
  readonly stays: boolean
  /** Facts that the command may bring along there. */
  readonly bringable: readonly string[]
  /** Whether a way there asks for nothing more of this sort of actor: neither roles nor a condition nor facts. */
  readonly plain: boolean
}

/** Where a moving command may lead from one status. */
export interface Destinations {
  /** The default first, then in the order of the workflow. */
  readonly each: readonly Destination[]
  /** What is listed where nothing stands in any way. */
  readonly unhindered: readonly AllowedCommand[]
}

/** Where the commands of one sort of actor may lead from one status, as far as it was asked. */
type Table = Map<string, Destinations>

/** Kept for as long as its workflow is: it is asked for every button of every ticket on a screen, and is the same each time. */
const tables = new WeakMap<Workflow, Map<string, Record<ActorKind, Table>>>()

/** Finds where a sort of actor could move a ticket by a command: everything that depends on the ticket by its status only. */
export function destinationsFrom(workflow: Workflow, ticket: Ticket, kind: ActorKind): (command: MovingCommand) => Destinations {
  const table = workflow.statuses.has(ticket.status) ? tableOf(workflow, ticket.status, kind) : null
  return (command) => {
    const { pausedFrom } = ticket
    const goesBack = command.type === 'resume' && pausedFrom !== null
    if (table === null || (goesBack && !workflow.statuses.has(pausedFrom))) return compile(workflow, ticket, command, kind)
    const key = goesBack ? `resume ${pausedFrom}` : command.type
    const known = table.get(key)
    if (known !== undefined) return known
    const compiled = compile(workflow, ticket, command, kind)
    table.set(key, compiled)
    return compiled
  }
}

function tableOf(workflow: Workflow, status: string, kind: ActorKind): Table {
  const known = tables.get(workflow)
  const byStatus = known ?? new Map<string, Record<ActorKind, Table>>()
  if (known === undefined) tables.set(workflow, byStatus)
  const found = byStatus.get(status)
  if (found !== undefined) return found[kind]
  const fresh = { requester: new Map(), agent: new Map(), bot: new Map(), system: new Map() }
  byStatus.set(status, fresh)
  return fresh[kind]
}

function compile(workflow: Workflow, ticket: Ticket, { type }: MovingCommand, kind: ActorKind): Destinations {
  const present = workflow.statuses.get(ticket.status)
  const first = type === 'change-status' ? present : defaultTarget(workflow, ticket, type)
  const categories = ticketCommandRules[type].to ?? []
  const targets = new Set(first === undefined || first === null ? [] : [first])
  for (const status of workflow.statuses.values()) if (categories.includes(status.category)) targets.add(status)
  const each = [...targets].flatMap((to): readonly Destination[] => {
    const stays = to.id === ticket.status
    const ways = (present?.ways.get(to.id) ?? []).filter(({ by }) => by === null || by.includes(kind))
    if (!stays && ways.length === 0) return []
    const plain = ways.some(({ roles, when, requires }) => roles.length === 0 && when === null && requires.length === 0)
    return [{ to, stays, plain, bringable: bringsCode(type) && isDone(to.category) ? code : none }]
  })
  const all = Object.freeze(each.map(({ to }) => to.id))
  return { each, unhindered: each.length === 0 ? [] : [Object.freeze({ command: type, to: all, needs: none })] }
}

/** Only these two bring a code along, and it counts only where the ticket ends. */
function bringsCode(type: MovingCommand['type']): boolean {
  return type === 'resolve' || type === 'change-status'
}

const none: readonly string[] = Object.freeze([])
const code: readonly string[] = Object.freeze(['resolutionCode'])
