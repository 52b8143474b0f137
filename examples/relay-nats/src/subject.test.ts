import { describe, expect, it } from 'vitest'
import { subjectOf } from './subject.ts'

describe('the subject of an event', () => {
  it('has four words, whatever the names hold', () => {
    expect(subjectOf('acme', 'tkt_1', 'ticket-opened')).toBe('desk-events.acme.tkt_1.ticket-opened')
    expect(subjectOf('a.b', 'mail.7~x', 'ticket-opened')).toBe('desk-events.a~1b.mail~17~0x.ticket-opened')
  })

  it('is nobody else’s', () => {
    const names = ['a', 'a.b', 'a_b', 'a~b', 'a~1b', 'a~0b', 'a:b', 'a-b']
    const subjects = names.flatMap((tenant) => names.map((stream) => subjectOf(tenant, stream, 'x')))
    expect(new Set(subjects).size).toBe(names.length ** 2)
  })
})
