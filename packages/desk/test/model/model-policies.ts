import { type PoliciesDocument, standardPolicies } from '@caseload/desk'
import { carefulWorkflow, standardCatalogue, standardIntake } from '@caseload/lifecycle'

const late = { id: 'late', at: { after: 'PT1H' }, actions: [{ do: 'raise-priority' }, { do: 'change-level', level: 2 }] } as const
const soon = { id: 'soon', at: { percent: 50 }, actions: [{ do: 'reassign', team: 'team_second' }] } as const

const catalogue = {
  ...standardCatalogue,
  kinds: standardCatalogue.kinds.map(({ resolutionCodes: _, ...kind }) => ({
    ...kind,
    needs: kind.id === 'task' ? [{ field: 'attributes.site', question: 'Where?', neededBy: 'resolving' as const }] : [],
  })),
}

/** Policies that promise, take contacts in, ask back, want something known of tasks, and have a field to look up and a personal one, all of it at once, with a second version of the promises ten days into each run. */
export const modelPolicies: PoliciesDocument = {
  ...standardPolicies,
  workflows: [...standardPolicies.workflows, carefulWorkflow],
  fields: {
    site: { type: 'text', personal: false, indexed: true },
    allergies: { type: 'text', personal: true, carried: ['split', 'follow-up'] },
  },
  catalogue,
  calendars: { office: { id: 'office', zone: 'Europe/Helsinki', week: { 'mon-fri': ['09:00-12:00', '12:30-17:00'] } } },
  intake: {
    ...standardIntake,
    sameRequester: [{ id: 'lately', when: { field: 'channel', equals: 'chat' }, within: 'PT48H' }],
    answeredAtOnce: [{ id: 'thanks', when: { field: 'codes', anyOf: ['thanks'] }, reason: 'thanks' }],
  },
  sla: [
    {
      schema: 1,
      id: 'support',
      version: 1,
      policies: [
        { id: 'urgent', when: { field: 'priority', equals: 'urgent' }, targets: { firstReply: 'PT2H', resolution: 'PT24H' } },
        {
          id: 'others',
          calendar: 'office',
          targets: {
            firstReply: { goal: { by: 'priority', of: { high: 'PT2H' }, otherwise: 'PT8H' }, steps: [soon, late] },
            nextReply: 'PT8H',
            agentWork: { goal: 'PT40H', steps: [late], goals: [{ id: 'inner', goal: 'PT16H' }] },
            pausableUpdate: 'PT60H',
            teamTime: 'PT16H',
          },
        },
      ],
    },
    {
      schema: 1,
      id: 'support',
      version: 2,
      effectiveFrom: '2026-03-12T09:00:00Z',
      policies: [{ id: 'everybody', targets: { firstReply: 'PT6H', agentWork: 'PT30H', resolution: 'PT90H' } }],
    },
  ],
  checkBack: { share: 0.7, workingDays: 1, channel: 'phone', attempts: 2, calendar: 'office' },
}
