import { assign, createMachine, getInitialSnapshot, transition } from 'xstate'
import type { Step } from './script.ts'

/** What the script's ticket keeps, flat, as an xstate user would write it. */
interface Context {
  readonly kind: string
  readonly channel: string
  readonly priority: string
  readonly assigneeId: string | null
  readonly teamId: string | null
  readonly level: number
  readonly outcome: string | null
  readonly resolutionCode: string | null
  readonly openedAt: number
  readonly resolvedAt: number | null
  readonly updatedAt: number
  readonly reopenCount: number
  readonly tags: readonly string[]
}

interface Event {
  readonly type: string
  readonly step: Step
}

const touch = assign<Context, Event, undefined, Event, never>(({ event }) => ({ updatedAt: event.step.now }))
const byStaff = ({ event }: { event: Event }): boolean => event.step.actor.kind !== 'requester'

/** The standard workflow's statuses and the script's commands as an xstate machine with guards and context. */
export const machine = createMachine({
  types: {} as { context: Context; events: Event },
  id: 'ticket',
  initial: 'unopened',
  context: {
    kind: '',
    channel: '',
    priority: 'normal',
    assigneeId: null,
    teamId: null,
    level: 1,
    outcome: null,
    resolutionCode: null,
    openedAt: 0,
    resolvedAt: null,
    updatedAt: 0,
    reopenCount: 0,
    tags: [],
  },
  states: {
    unopened: {
      on: {
        open: {
          target: 'new',
          actions: assign(({ event }) => ({
            openedAt: event.step.now,
            updatedAt: event.step.now,
            kind: 'incident',
            channel: 'email',
          })),
        },
      },
    },
    new: {
      on: {
        assign: {
          target: 'open',
          guard: byStaff,
          actions: assign(({ event }) => ({ assigneeId: event.step.actor.id, updatedAt: event.step.now })),
        },
      },
    },
    open: {
      on: {
        prioritise: { guard: byStaff, actions: assign(({ event }) => ({ priority: 'high', updatedAt: event.step.now })) },
        'request-information': { target: 'pending', guard: byStaff, actions: touch },
        hold: { target: 'on-hold', guard: byStaff, actions: touch },
        resolve: {
          target: 'resolved',
          guard: ({ event }) =>
            event.step.actor.kind !== 'requester' &&
            event.step.command.type === 'resolve' &&
            event.step.command.code !== undefined,
          actions: assign(({ event }) => ({
            resolvedAt: event.step.now,
            updatedAt: event.step.now,
            outcome: 'solved',
            resolutionCode: 'fixed',
          })),
        },
      },
    },
    pending: { on: { 'receive-reply': { target: 'open', actions: touch } } },
    'on-hold': { on: { resume: { target: 'open', guard: byStaff, actions: touch } } },
    resolved: {
      on: {
        reopen: {
          target: 'open',
          guard: ({ context, event }) => event.step.now - (context.resolvedAt ?? 0) <= 28 * 86_400_000,
          actions: assign(({ context, event }) => ({
            resolvedAt: null,
            outcome: null,
            reopenCount: context.reopenCount + 1,
            updatedAt: event.step.now,
          })),
        },
      },
    },
  },
})

/** Runs the script once through xstate's pure `transition`. */
export function runXstate(steps: readonly Step[]): string {
  let snapshot = getInitialSnapshot(machine)
  for (const step of steps) {
    const [next] = transition(machine, snapshot, { type: step.command.type, step })
    snapshot = next
  }
  return String(snapshot.value)
}
