import type { ActorRef, AgentId, Instant, TeamId } from '@caseload/core'
import type {
  AttributeValue,
  MessageAddedData,
  StatusCategory,
  TicketAssignedData,
  TicketClassifiedData,
  TicketOpenedData,
  TicketPrioritisedData,
  TicketStatusChangedData,
  WorkflowChangedData,
} from '@caseload/lifecycle'
import type { TicketFacts } from './ticket-facts.ts'
import type { TicketJournalEvent } from './ticket-journal-event.ts'
import type { TraceTrie } from './trace-trie.ts'
import { variantKey } from './variant-key.ts'

interface Classification {
  readonly kind: string
  readonly topic: string | null
  readonly tags: readonly string[]
}
interface Urgency {
  readonly priority: TicketOpenedData['priority']
  readonly impact: string | null
  readonly urgency: string | null
}
interface Opening {
  readonly ticketId: TicketFacts['ticketId']
  readonly number: number | null
  readonly channel: string
  readonly requesterId: TicketFacts['requesterId']
  readonly priority: TicketOpenedData['priority']
  readonly level: number
}
interface Stay {
  readonly status: string
  readonly category: StatusCategory
  readonly ms: number
}
interface Ending {
  readonly outcome: TicketFacts['outcome']
  readonly resolutionCode: string | null
}

/** What is kept of one ticket while its events pass by: a few numbers, not the events. */
export class TicketHistory {
  readonly #opened: Opening
  readonly #openedAt: Instant
  readonly #openedByAgent: boolean
  readonly #trie: TraceTrie
  #version = 1
  #events = 1
  #lastAt: Instant
  #status: string
  #category: StatusCategory
  #since: Instant
  #classification: Classification
  #urgency: Urgency
  #attributes: Readonly<Record<string, AttributeValue>>
  #ending: Ending = noEnding
  // Lists that are replaced rather than grown, and no maps and sets: they are small, and there may be millions of tickets.
  #stays: readonly Stay[] = noStays
  #closedStays: readonly Stay[] = noStays
  #openIntervals: readonly Instant[] = []
  #teamPath: readonly TeamId[] = []
  #levelPath: readonly number[]
  #agents: readonly ActorRef[] = []
  #firstAssignee: AgentId | null
  #assignee: AgentId | null
  #firstTouchAt: Instant | null = null
  #firstReplyAt: Instant | null = null
  #firstDoneAt: Instant | null = null
  #closedAt: Instant | null
  #statusTrace: number
  #activityTrace = 0
  #activities = 0
  #statusChanges = 0
  #deviations = 0
  #messages = 0
  #requesterMessages = 0
  #replies = 0
  #notes = 0
  #resolutions = 0
  #reopens = 0
  #assignments = 0
  #pingPongs = 0
  #escalations = 0
  #deescalations = 0

  constructor(data: TicketOpenedData, at: Instant, actor: ActorRef, trie: TraceTrie) {
    const { ticketId, number, channel, requesterId, priority, level } = data
    // Copies of what is needed: the event itself may be large, and is not kept.
    this.#opened = { ticketId, number, channel, requesterId, priority, level }
    this.#openedAt = at
    this.#openedByAgent = isAgent(actor)
    this.#trie = trie
    this.#lastAt = at
    this.#status = data.status
    this.#category = data.category
    this.#since = at
    this.#classification = { kind: data.kind, topic: data.topic, tags: data.tags }
    this.#urgency = { priority, impact: data.impact, urgency: data.urgency }
    this.#attributes = data.attributes
    this.#levelPath = [data.level]
    if (data.teamId !== null) this.#teamPath = this.#teamPath.concat(data.teamId)
    this.#firstAssignee = data.assigneeId
    this.#assignee = data.assigneeId
    this.#noteAgent(actor)
    if (data.assigneeId !== null) this.#noteAgent(`agent:${data.assigneeId}`)
    if (this.#openedByAgent && data.category !== 'new') this.#firstTouchAt = at
    this.#closedAt = data.category === 'closed' ? at : null
    if (isDone(data.category)) {
      this.#firstDoneAt = at
      this.#resolutions = 1
    } else this.#openIntervals = this.#openIntervals.concat(at)
    this.#statusTrace = trie.step(0, data.status)
  }

  /** Version of the last event taken in. */
  get version(): number {
    return this.#version
  }

  /** Counts an event that lies after the instant asked about: only its place matters. */
  skip(): void {
    this.#version += 1
  }

  /** Takes in the next event. A type this version does not know counts as an event and changes nothing else. */
  add(event: TicketJournalEvent): void {
    this.#version += 1
    this.#events += 1
    // History never goes back: an event that claims to is counted as of the one before it.
    if (event.at > this.#lastAt) this.#lastAt = event.at
    const at = this.#lastAt
    this.#noteAgent(event.actor)
    switch (event.type) {
      case 'ticket-status-changed':
        this.#changeStatus(event.data, at, event.actor)
        return
      case 'workflow-changed':
        this.#changeWorkflow(event.data, at)
        return
      case 'message-added':
        this.#addMessage(event.data, at)
        return
      case 'ticket-assigned':
        this.#assign(event.data, at, event.actor)
        return
      case 'ticket-unassigned':
        this.#assignee = null
        return
      case 'ticket-transferred':
        this.#transfer(event.data.to)
        return
      case 'ticket-escalated':
        if (event.data.to > event.data.from) this.#escalations += 1
        else if (event.data.to < event.data.from) this.#deescalations += 1
        this.#levelPath = this.#levelPath.concat(event.data.to)
        return
      case 'ticket-prioritised':
        this.#prioritise(event.data)
        return
      case 'ticket-classified':
        this.#classify(event.data)
        return
      case 'activity-recorded':
        this.#activities += 1
        this.#activityTrace = this.#trie.step(this.#activityTrace, event.data.code)
        return
      case 'deviation-recorded':
        this.#deviations += 1
        return
      default:
        return
    }
  }

  #changeStatus(data: TicketStatusChangedData, at: Instant, actor: ActorRef): void {
    this.#leaveStatus(at, data.toCategory)
    const wasDone = isDone(this.#category)
    const nowDone = isDone(data.toCategory)
    if (nowDone && !wasDone) {
      this.#resolutions += 1
      this.#firstDoneAt ??= at
      this.#openIntervals = this.#openIntervals.concat(at)
    } else if (wasDone && !nowDone) {
      if (data.cause === 'unmerge') this.#takeBackMerge()
      else this.#reopens += 1
      this.#openIntervals = this.#openIntervals.concat(at)
    }
    if (data.toCategory !== 'closed') this.#closedAt = null
    else if (this.#category !== 'closed') this.#closedAt = at
    if (data.toCategory !== 'new' && isAgent(actor)) this.#firstTouchAt ??= at
    this.#ending = nowDone ? { outcome: data.outcome, resolutionCode: data.resolutionCode } : noEnding
    this.#status = data.to
    this.#category = data.toCategory
    this.#statusChanges += 1
    this.#statusTrace = this.#trie.step(this.#statusTrace, data.to)
  }

  /** What stood in one status goes on in another: nobody did anything with the ticket, but from now on it counts where it stands. */
  #changeWorkflow({ to, toCategory }: WorkflowChangedData, at: Instant): void {
    if (to === this.#status && toCategory === this.#category) return
    this.#leaveStatus(at, toCategory)
    if (isDone(this.#category) && !isDone(toCategory)) {
      this.#reopens += 1
      this.#openIntervals = this.#openIntervals.concat(at)
      this.#ending = noEnding
    }
    this.#status = to
    this.#category = toCategory
    this.#statusTrace = this.#trie.step(this.#statusTrace, to)
  }

  /** A merge that is taken back was no resolution that failed: it was none at all. */
  #takeBackMerge(): void {
    this.#resolutions -= 1
    if (this.#resolutions === 0) this.#firstDoneAt = null
  }

  #leaveStatus(at: Instant, next: StatusCategory): void {
    const stay = { status: this.#status, category: this.#category, ms: at - this.#since }
    this.#since = at
    // Time closed counts once the ticket comes back: until then nobody knows that its life went on.
    if (this.#category === 'closed' && next === 'closed') this.#closedStays = [...this.#closedStays, stay]
    else {
      this.#stays = withStay(this.#closedStays.reduce(withStay, this.#stays), stay)
      this.#closedStays = noStays
    }
  }

  #addMessage(data: MessageAddedData, at: Instant): void {
    const first = this.#messages === 0
    this.#messages += 1
    if (data.visibility === 'internal') this.#notes += 1
    if (data.automatic) return
    if (data.author === 'requester') this.#requesterMessages += 1
    if (data.author !== 'agent') return
    const openedWith = first && this.#openedByAgent && at === this.#openedAt
    if (data.visibility === 'public') {
      this.#replies += 1
      if (!openedWith) this.#firstReplyAt ??= at
    }
    if (!openedWith) this.#firstTouchAt ??= at
  }

  #assign(data: TicketAssignedData, at: Instant, actor: ActorRef): void {
    this.#assignments += 1
    this.#assignee = data.to
    this.#firstAssignee ??= data.to
    this.#noteAgent(`agent:${data.to}`)
    if (actor === `agent:${data.to}`) this.#firstTouchAt ??= at
  }

  #transfer(to: TeamId): void {
    const path = this.#teamPath
    if (path.at(-1) === to) return
    if (path.at(-2) === to) this.#pingPongs += 1
    this.#teamPath = path.concat(to)
  }

  #prioritise(data: TicketPrioritisedData): void {
    this.#urgency = { priority: data.to, impact: data.impact, urgency: data.urgency }
  }

  #classify(data: TicketClassifiedData): void {
    this.#classification = { kind: data.kind, topic: data.topic, tags: data.tags }
    this.#attributes = { ...this.#attributes, ...data.attributes }
  }

  #noteAgent(actor: ActorRef): void {
    if (isAgent(actor) && !this.#agents.includes(actor)) this.#agents = this.#agents.concat(actor)
  }

  /** The row as of an instant at or after the last event taken in; the history stays as it is. */
  facts(asOf: Instant): TicketFacts {
    const opened = this.#opened
    const open = !isDone(this.#category)
    const running = this.#category === 'closed' ? 0 : Math.max(0, asOf - this.#since)
    const lastStay = { status: this.#status, category: this.#category, ms: running }
    // A status that was only just entered, or closed for good, is still one it was in.
    const stays = [...this.#stays, ...this.#closedStays.map((stay) => ({ ...stay, ms: 0 })), lastStay]
    const inStatus = new Map<string, number>()
    const inCategory = new Map<StatusCategory, number>()
    for (const { status, category, ms } of stays) {
      inStatus.set(status, (inStatus.get(status) ?? 0) + ms)
      inCategory.set(category, (inCategory.get(category) ?? 0) + ms)
    }
    const spent = (category: StatusCategory): number => inCategory.get(category) ?? 0
    const elapsed = (at: Instant | null): number | null => (at === null ? null : at - this.#openedAt)
    const resolvedAt = open ? null : (this.#openIntervals.at(-1) ?? this.#openedAt)
    let lifetimeMs = 0
    for (const ms of inStatus.values()) lifetimeMs += ms
    const handovers = Math.max(0, this.#teamPath.length - 1)
    return {
      ticketId: opened.ticketId,
      number: opened.number,
      openedAt: this.#openedAt,
      asOf,
      channel: opened.channel,
      kind: this.#classification.kind,
      requesterId: opened.requesterId,
      priority: this.#urgency.priority,
      firstPriority: opened.priority,
      impact: this.#urgency.impact,
      urgency: this.#urgency.urgency,
      topic: this.#classification.topic,
      tags: this.#classification.tags,
      attributes: this.#attributes,
      status: this.#status,
      category: this.#category,
      open,
      firstLevel: opened.level,
      level: this.#levelPath.at(-1) ?? opened.level,
      levelPath: this.#levelPath.slice(),
      firstTeamId: this.#teamPath[0] ?? null,
      teamId: this.#teamPath.at(-1) ?? null,
      teamPath: this.#teamPath.slice(),
      firstAssigneeId: this.#firstAssignee,
      assigneeId: this.#assignee,
      firstTouchMs: elapsed(this.#firstTouchAt),
      firstReplyMs: elapsed(this.#firstReplyAt),
      firstResolutionMs: elapsed(this.#firstDoneAt),
      fullResolutionMs: elapsed(resolvedAt),
      resolvedAt,
      closedAt: this.#closedAt,
      outcome: open ? null : this.#ending.outcome,
      resolutionCode: open ? null : this.#ending.resolutionCode,
      lifetimeMs,
      requesterWaitMs: spent('new') + spent('open') + spent('on-hold'),
      agentWorkMs: spent('new') + spent('open'),
      agentWaitMs: spent('pending'),
      onHoldMs: spent('on-hold'),
      timeInStatusMs: Object.fromEntries(inStatus),
      timeInCategoryMs: Object.fromEntries(inCategory),
      openIntervals: this.#openIntervals.slice(),
      events: this.#events,
      activities: this.#activities,
      statusChanges: this.#statusChanges,
      deviations: this.#deviations,
      messages: this.#messages,
      requesterMessages: this.#requesterMessages,
      replies: this.#replies,
      notes: this.#notes,
      resolutions: this.#resolutions,
      reopens: this.#reopens,
      assignments: this.#assignments,
      handovers,
      pingPongs: this.#pingPongs,
      escalations: this.#escalations,
      deescalations: this.#deescalations,
      distinctAgents: this.#agents.length,
      distinctTeams: new Set(this.#teamPath).size,
      reopened: this.#resolutions === 0 ? null : this.#reopens > 0,
      oneTouch: open ? null : this.#replies === 1,
      handedOver: handovers > 0,
      pingPonged: this.#pingPongs > 0,
      escalated: this.#escalations > 0,
      variant: variantKey(this.#trie.path(this.#activities > 0 ? this.#activityTrace : this.#statusTrace)),
    }
  }
}

const noStays: readonly Stay[] = []
const noEnding: Ending = { outcome: null, resolutionCode: null }

/** The stays with one more added to its like. */
function withStay(stays: readonly Stay[], { status, category, ms }: Stay): readonly Stay[] {
  const place = stays.findIndex((stay) => stay.status === status && stay.category === category)
  const known = stays[place]
  return known === undefined ? stays.concat({ status, category, ms }) : stays.with(place, { status, category, ms: known.ms + ms })
}

function isDone(category: StatusCategory): boolean {
  return category === 'resolved' || category === 'closed'
}

function isAgent(actor: ActorRef): boolean {
  return actor.startsWith('agent:')
}
