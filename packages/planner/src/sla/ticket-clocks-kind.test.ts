import { deskKinds } from '@caseload/planner'
import { describe, expect, it } from 'vitest'

describe('given the lists of deadlines', () => {
  it.each([
    ['of everybody', []],
    ['of a team', ['teamId']],
    ['of an agent', ['assigneeId']],
  ])('has a path for those %s, so that a few among a million are found without looking at the others', (_, eq) => {
    const paths = deskKinds.find(({ kind }) => kind === 'ticket-clocks')?.paths
    for (const field of ['nextBreachAt', 'overdueSince']) expect(paths).toContainEqual({ eq, sort: [field] })
  })
})
