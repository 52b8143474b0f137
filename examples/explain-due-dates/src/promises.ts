import { compileCalendar } from '@caseload/calendar'
import { orThrow } from '@caseload/core'
import { compileSla } from '@caseload/sla'

const office = orThrow(
  compileCalendar({
    id: 'office',
    zone: 'Europe/Brussels',
    week: { 'mon-fri': ['08:00-12:00', '13:00-18:00'] },
    holidays: [
      { name: 'Easter Monday', on: { easter: 1 } },
      { name: 'Labour Day', on: '05-01' },
    ],
  }),
)

/** Made up: the log does not say what was promised. Work on an incident, its waits left out; major ones around the clock. */
export const promises = orThrow(
  compileSla(
    {
      schema: 1,
      id: 'incidents',
      version: 1,
      fields: { impact: { type: 'text' } },
      policies: [
        { id: 'major', when: { field: 'impact', equals: 'Major' }, targets: { agentWork: 'PT24H' } },
        { id: 'others', calendar: 'office', targets: { agentWork: 'PT40H' } },
      ],
    },
    { calendars: { office } },
  ),
)
