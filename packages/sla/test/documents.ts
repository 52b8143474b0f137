const fields = {
  priority: { type: 'enum', values: ['low', 'high'] },
  plan: { type: 'text' },
  team: { type: 'text' },
  size: { type: 'number' },
} as const
const steps = [
  { id: 'half', at: { percent: 50 } },
  { id: 'soon', at: { before: 'PT15M', counted: 'elapsed' }, actions: [{ do: 'notify', who: 'lead' }] },
  { id: 'late', at: { after: 'PT1H' }, actions: [{ do: 'raise-priority' }] },
]
const plain = {
  schema: 1,
  id: 'support',
  version: 1,
  policies: [{ id: 'all', calendar: 'office', targets: { firstReply: 'PT4H' } }],
}
const full = {
  ...plain,
  fields,
  clocks: {
    approval: {
      starts: [{ on: 'event', name: 'approved' }],
      stops: [{ on: 'category', enters: ['resolved'] }],
      cancels: [{ on: 'team', is: 'changed' }],
      restarts: [{ on: 'message', from: ['requester'], automatic: false }],
      pausedIn: ['pending'],
      pausedWhile: ['snoozed'],
      pauseRounding: { to: 'PT1M', of: 'edges' },
      recurrence: 'chained',
      perTeam: 'fresh',
    },
  },
  policies: [
    {
      id: 'gold',
      when: { all: [{ field: 'plan', equals: 'gold' }, { not: { field: 'size', atLeast: 5 } }] },
      onChange: 'proportional',
      targets: { firstReply: 'PT2H', approval: { goal: 'PT8H', steps, goals: [{ id: 'inner', goal: 'PT4H' }] } },
    },
    {
      id: 'rest',
      calendar: 'office',
      targets: {
        firstReply: { by: 'priority', of: { high: 'PT2H' }, otherwise: { workingDays: 1, until: 'end-of-working-day' } },
        agentWork: { duration: 'PT4H', until: 'end-of-working-day-once' },
        resolution: { goal: null, calendar: null },
        periodicUpdate: { goal: 'PT8H', calendar: 'never' },
      },
    },
  ],
}

/** Documents that are right, for tests that spoil them. */
export const documents: readonly unknown[] = [plain, full, [plain, { ...full, version: 2, effectiveFrom: '2026-03-10T00:00Z' }]]

/** Values of one sort each, all of them good somewhere in {@link documents}. */
export const alikes: readonly (readonly unknown[])[] = [
  ['PT4H', 'PT2H', 'PT8H', 'PT15M', 'PT1H', 'PT1M', 'PT0S', 'PT999999999H', 'PT0.001S'],
  ['office', 'never', null],
  ['resolved', 'pending', 'open', 'closed'],
  ['started', 'message', 'category', 'status', 'team', 'owner', 'event', 'clock'],
  ['requester', 'agent', 'bot'],
  ['snoozed', 'bot-owned', 'unassigned'],
  ['chained', 'independent', 'continued', 'none'],
  ['fresh', 'carried'],
  ['edges', 'length'],
  ['proportional', 'restart', 'from-start', 'latest-for-all'],
  ['end-of-working-day', 'end-of-working-day-once', 'same-time'],
  ['firstReply', 'agentWork', 'priority', 'plan'],
  ['changed', 'assigned', 'unassigned'],
  ['elapsed', 'clock'],
]
