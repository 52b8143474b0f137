import { createMachine, guard, interpret, reduce, state, transition } from 'robot3'
import type { Step } from './script.ts'

interface Context {
  readonly updatedAt: number
  readonly priority: string
  readonly assigneeId: string | null
  readonly outcome: string | null
  readonly resolutionCode: string | null
  readonly resolvedAt: number | null
  readonly reopenCount: number
}

const eventNames = [
  'open',
  'assign',
  'prioritise',
  'request-information',
  'receive-reply',
  'hold',
  'resume',
  'resolve',
  'reopen',
] as const

interface Event {
  readonly type: (typeof eventNames)[number]
  readonly step: Step
}

const empty: Context = {
  updatedAt: 0,
  priority: 'normal',
  assigneeId: null,
  outcome: null,
  resolutionCode: null,
  resolvedAt: null,
  reopenCount: 0,
}

const byStaff = guard((_: Context, event: Event) => event.step.actor.kind !== 'requester')
const becomes = (change: (context: Context, event: Event) => Partial<Context>) =>
  reduce((context: Context, event: Event) => ({ ...context, ...change(context, event), updatedAt: event.step.now }))

const machine = createMachine(
  'unopened',
  {
    unopened: state(
      transition(
        'open',
        'new',
        becomes(() => ({})),
      ),
    ),
    new: state(
      transition(
        'assign',
        'open',
        byStaff,
        becomes((_, event) => ({ assigneeId: event.step.actor.id })),
      ),
    ),
    open: state(
      transition(
        'prioritise',
        'open',
        byStaff,
        becomes(() => ({ priority: 'high' })),
      ),
      transition(
        'request-information',
        'pending',
        byStaff,
        becomes(() => ({})),
      ),
      transition(
        'hold',
        'on-hold',
        byStaff,
        becomes(() => ({})),
      ),
      transition(
        'resolve',
        'resolved',
        byStaff,
        becomes((_, event) => ({ resolvedAt: event.step.now, outcome: 'solved', resolutionCode: 'fixed' })),
      ),
    ),
    pending: state(
      transition(
        'receive-reply',
        'open',
        becomes(() => ({})),
      ),
    ),
    'on-hold': state(
      transition(
        'resume',
        'open',
        byStaff,
        becomes(() => ({})),
      ),
    ),
    resolved: state(
      transition(
        'reopen',
        'open',
        guard((context: Context, event: Event) => event.step.now - (context.resolvedAt ?? 0) <= 28 * 86_400_000),
        becomes((context) => ({ resolvedAt: null, outcome: null, reopenCount: context.reopenCount + 1 })),
      ),
    ),
  },
  () => empty,
)

/** Runs the script once through a robot3 service. */
export function runRobot(steps: readonly Step[]): string {
  const service = interpret(machine, () => undefined)
  for (const step of steps) {
    const type = eventNames.find((name) => name === step.command.type)
    if (type !== undefined) service.send({ type, step })
  }
  return String(service.machine.current)
}
