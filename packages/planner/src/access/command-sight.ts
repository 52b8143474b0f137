import type { Access, AccessDenied } from '@caseload/access'
import type { Actor } from '@caseload/core'
import type { TicketFieldsDocument } from '@caseload/lifecycle'
import type { TicketRequest } from '../requests/desk-request.ts'
import { ownFieldOf } from './own-field-of.ts'
import type { HideableTicketField } from './ticket-sight.ts'

type Command = TicketRequest['command']
type Particulars<Type extends Command['type']> = Omit<Extract<Command, { readonly type: Type }>, 'type'>

/** Commands some of whose particulars say what fields of a ticket are from now on, so that whether anything changed tells what they were before. */
type Setting =
  | 'classify'
  | 'prioritise'
  | 'assign'
  | 'transfer'
  | 'escalate'
  | 'resolve'
  | 'change-status'
  | 'tag'
  | 'untag'
  | 'snooze'
  | 'link'
  | 'unlink'
  | 'confirm-problem'
  | 'record-action'
  | 'accept-hand-over'

/** `none`: it sets nothing that can be hidden. */
type Sets = 'none' | HideableTicketField | readonly HideableTicketField[]

/** A ticket that goes to another team leaves its agent, and an offer to a third is taken back. */
const moving = ['teamId', 'assigneeId', 'handOver'] as const

/** Which fields each particular of these commands sets; a particular that is not here does not compile. */
const particularSight = {
  classify: { kind: 'none', topic: 'topic', tags: 'tags', attributes: 'none' },
  prioritise: { priority: 'none', impact: 'impact', urgency: 'urgency' },
  assign: { assigneeId: 'assigneeId', teamId: moving },
  transfer: { teamId: moving, assigneeId: 'assigneeId', briefing: 'none' },
  escalate: { level: 'level', teamId: moving },
  resolve: { code: 'resolutionCode', outcome: 'none', incidents: 'none', told: 'none', toStatus: 'none' },
  'change-status': { toStatus: 'none', code: 'resolutionCode', outcome: 'none' },
  tag: { tags: 'tags' },
  untag: { tags: 'tags' },
  snooze: { until: 'snoozedUntil' },
  link: { relation: 'links', otherId: 'links', otherIsClosed: 'none' },
  unlink: { relation: 'links', otherId: 'links' },
  'confirm-problem': { statementId: 'none' },
  'record-action': { code: 'none', outcome: 'none', step: 'checklists', article: 'none', time: 'none' },
  'accept-hand-over': { assigneeId: 'assigneeId' },
} as const satisfies { readonly [Type in Setting]: { readonly [Name in keyof Particulars<Type>]-?: Sets } }

/**
 * What each command sets whatever its particulars are; a command that is not here does not compile. Nothing stands here for work that brings something of its own and writes over nothing (a message, minutes, an action), nor for the answer
 * of whoever was asked: what follows of that by itself, as a promise that an answer keeps, is told as having happened, and not what it was.
 */
const always: Readonly<Record<Command['type'], readonly HideableTicketField[]>> = {
  ...{ classify: [], prioritise: [], assign: [], transfer: [], tag: [], untag: [], 'set-field': [], link: [], unlink: [] },
  ...{ reply: [], note: [], 'receive-reply': [], 'request-information': [], hold: [], resume: [], resolve: [], reopen: [] },
  ...{ close: [], cancel: [], 'mark-spam': [], 'change-status': [], 'merge-into': [], unmerge: [], split: [] },
  ...{ 'confirm-problem': [], 'record-action': [], 'log-work': [], approve: [], decline: [], watch: [], unwatch: [], snooze: [] },
  ...{ 'tell-solution': [], 'confirm-resolution': [], 'reject-resolution': [], 'record-check-back': [] },
  unassign: ['assigneeId'],
  escalate: ['level'],
  wake: ['snoozedUntil'],
  'accept-hand-over': moving,
  // Returned too often, a ticket goes to another line and another team.
  'return-hand-over': ['handOver', 'handOverReturns', 'level', 'teamId', 'assigneeId'],
  'withdraw-hand-over': ['handOver'],
  'request-approval': ['approvals'],
  'withdraw-approval': ['approvals'],
  'start-checklist': ['checklists'],
  'complete-step': ['checklists'],
  'skip-step': ['checklists'],
  'promise-update': ['promises'],
  'keep-promise': ['promises'],
  'withdraw-promise': ['promises'],
  'schedule-follow-up': ['followUps'],
  'complete-follow-up': ['followUps'],
  'withdraw-follow-up': ['followUps'],
}

/** Fields that a command sets, as rules name them. */
export function fieldsSetBy(command: Command, actor: Actor, declared: TicketFieldsDocument): readonly string[] {
  if (command.type === 'set-field') return ownFields([command.field], declared)
  // Whether somebody watches a ticket themselves is no secret from them; requesters can name nobody else.
  if (command.type === 'watch' || command.type === 'unwatch')
    return actor.kind === 'requester' || command.watcherId === actor.id ? [] : ['watchers']
  const sight: Readonly<Record<string, Sets>> = isSetting(command.type) ? particularSight[command.type] : {}
  const given = Object.entries(command).flatMap(([name, value]) => {
    const sets = value === undefined ? undefined : sight[name]
    return sets === undefined || sets === 'none' ? [] : sets
  })
  const own = command.type === 'classify' ? ownFields(Object.keys(command.attributes ?? {}), declared) : []
  return [...new Set([...given, ...own, ...always[command.type]])]
}

/** One of the desk's own fields goes by its name and with all of its sort: those that are personal are told of by `personalFields`, their values are `personalValues`. */
function ownFields(names: readonly string[], declared: TicketFieldsDocument): readonly string[] {
  return names.flatMap((name) => [
    `attributes.${name}`,
    ...(isPersonal(declared, name) ? ['personalFields', 'personalValues'] : ['attributes']),
  ])
}

function isPersonal(declared: TicketFieldsDocument, name: string): boolean {
  return Object.hasOwn(declared, name) && declared[name]?.personal === true
}

function isSetting(type: Command['type']): type is Setting {
  return Object.hasOwn(particularSight, type)
}

/**
 * Why somebody may not give a command that they have a right to: it sets fields that are hidden from them, so that they would write over what they do not know, and learn from whether anything changed what it was. Null where all that
 * it sets is theirs to see, if for a purpose only, or a rule lets them set it (`settableBy`).
 *
 * @param command - What they want to do.
 * @param access - The rules.
 * @param actor - Who.
 * @param declared - The desk's own fields.
 */
export function settingUnseen(
  command: Command,
  access: Access,
  actor: Actor,
  declared: TicketFieldsDocument,
): AccessDenied | null {
  const views = access.views(actor, 'ticket')
  if (views.size === 0) return null
  const unseen = fieldsSetBy(command, actor, declared).filter((field) => {
    const view = views.get(field)
    return view !== undefined && !view.visible && !view.settable
  })
  if (unseen.length === 0) return null
  return access.deniedFor(
    actor,
    `ticket/${command.type}`,
    unseen,
    `a field that is hidden from the ${actor.kind} cannot be set by them: ${unseen.map(named).join(', ')}`,
  )
}

function named(field: string): string {
  return ownFieldOf(field) ?? field
}
