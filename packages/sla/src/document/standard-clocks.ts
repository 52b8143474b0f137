import type { ClockDocument } from './clock-document.ts'

const requesterWrites = { on: 'message', from: ['requester'] } as const
const agentReplies = { on: 'message', from: ['agent'] } as const
const finished = { on: 'category', enters: ['resolved', 'closed'] } as const
const reopened = { on: 'category', leaves: ['resolved', 'closed'] } as const

/** The clocks every document can use by name. */
export interface StandardClocks {
  /** From the beginning to the first reply. */
  readonly firstReply: ClockDocument
  /** From the first unanswered message to the next reply. */
  readonly nextReply: ClockDocument
  /** From one reply to the next, whatever the status. */
  readonly periodicUpdate: ClockDocument
  /** From one reply to the next, standing still while pending. */
  readonly pausableUpdate: ClockDocument
  /** How long the requester waits. */
  readonly requesterWait: ClockDocument
  /** How long agents have it to work on. */
  readonly agentWork: ClockDocument
  /** From the beginning to the resolution. */
  readonly resolution: ClockDocument
  /** Until an agent takes it. */
  readonly timeToOwn: ClockDocument
  /** How long each team holds it. */
  readonly teamTime: ClockDocument
}

/**
 * The clocks every document can use by name; a document may replace any of them.
 *
 * - `firstReply`: from the beginning to an agent's first public, not automatic reply. A ticket opened by an agent owes none until the requester writes. Resolving cancels it.
 * - `nextReply`: from the first unanswered message of the requester, once there was a reply, to the next reply.
 * - `periodicUpdate`: from one public reply of an agent to the next, whatever the status; ends with the resolution, starts again with a reopening.
 * - `pausableUpdate`: the same, standing still while pending.
 * - `requesterWait`: time in new, open and on-hold until resolved.
 * - `agentWork`: time in new and open until resolved.
 * - `resolution`: from the beginning to the resolution, pauses included; a reopened ticket goes on counting, the time it was resolved left out.
 * - `timeToOwn`: until an agent takes it.
 * - `teamTime`: how long each team holds it (the clock of OLAs), standing still while pending.
 *
 * @example
 * ```ts
 * import { standardClocks } from '@caseload/sla'
 *
 * standardClocks.agentWork.pausedIn // => ['pending', 'on-hold']
 * ```
 */
export const standardClocks: StandardClocks = {
  firstReply: {
    title: 'First reply',
    starts: [
      { on: 'started', from: ['requester', 'bot', 'system'] },
      { ...requesterWrites, answered: false },
    ],
    stops: [agentReplies],
    cancels: [finished],
  },
  nextReply: {
    title: 'Next reply',
    starts: [{ ...requesterWrites, answered: true }],
    stops: [agentReplies],
    cancels: [finished],
    recurrence: 'independent',
  },
  periodicUpdate: {
    title: 'Periodic update',
    starts: [agentReplies, reopened],
    stops: [agentReplies],
    cancels: [finished],
    recurrence: 'chained',
  },
  pausableUpdate: {
    title: 'Pausable update',
    starts: [agentReplies, reopened],
    stops: [agentReplies],
    cancels: [finished],
    pausedIn: ['pending'],
    recurrence: 'chained',
  },
  requesterWait: {
    title: 'Requester wait time',
    starts: [{ on: 'started' }, reopened],
    stops: [finished],
    pausedIn: ['pending'],
    recurrence: 'continued',
  },
  agentWork: {
    title: 'Agent work time',
    starts: [{ on: 'started' }, reopened],
    stops: [finished],
    pausedIn: ['pending', 'on-hold'],
    recurrence: 'continued',
  },
  resolution: {
    title: 'Resolution',
    starts: [{ on: 'started' }, reopened],
    stops: [finished],
    recurrence: 'continued',
  },
  timeToOwn: {
    title: 'Time to own',
    starts: [{ on: 'started' }],
    stops: [{ on: 'owner', is: 'agent' }],
    cancels: [finished],
  },
  teamTime: {
    title: 'Time with a team',
    starts: [{ on: 'team', is: 'assigned' }, reopened],
    stops: [finished, { on: 'team', is: 'unassigned' }],
    pausedIn: ['pending'],
    recurrence: 'independent',
    perTeam: 'fresh',
  },
}
