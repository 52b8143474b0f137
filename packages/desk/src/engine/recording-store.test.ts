import { instant } from '@caseload/core'
import type { DeskEvent } from '@caseload/planner'
import type { JournalEntry } from '@caseload/storage'
import { describe, expect, it } from 'vitest'
import { toEvent } from './recording-store.ts'

type Clash = DeskEvent extends infer Event ? (Event extends DeskEvent ? Extract<keyof Event['data'], 'policies'> : never) : never
const noneIsCalledSo: [Clash] extends [never] ? true : false = true

const place = { stream: 'tkt_1', version: 1, schema: 1, lane: 0, seq: 1, commit: 'cmd_1', cause: 'cmd_1' } as const
const entry: JournalEntry = {
  ...place,
  type: 'ticket-escalated',
  at: instant(0),
  recordedAt: instant(0),
  actor: 'agent:agt_1',
  data: { from: 1, to: 2 },
}

describe('given an entry of the journal', () => {
  it('has no versions where it was recorded before they were kept', () => {
    expect(toEvent(entry)).toMatchObject([{ data: { from: 1, to: 2 }, policies: null }])
    expect(noneIsCalledSo).toBe(true)
  })

  it('has the versions apart from the particulars, and null for what there was none of', () => {
    const policies = { set: 3, digest: '00', intake: 'i@1', access: 'a@2' }
    const [event] = toEvent({ ...entry, data: { from: 1, to: 2, policies } })
    expect(event?.data).toEqual({ from: 1, to: 2 })
    expect(event?.policies).toEqual({ ...policies, workflow: null, catalogue: null, sla: null })
  })

  it('is passed over where its body was redacted', () => {
    expect(toEvent({ ...entry, data: null })).toEqual([])
  })
})
