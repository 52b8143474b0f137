import { deepStrictEqual } from 'node:assert'
import { manualClock } from '@caseload/core/testing'
import { brokenTickets, notShown } from './invariants.ts'
import type { Move } from './linked-moves.ts'
import { pureWorld } from './pure-world.ts'

/** Makes all moves in a world without a store, and throws where anything that must hold does not. `seen` is told the type of each event. */
export function runPure(moves: readonly Move[], seen: (type: string) => void = () => undefined): void {
  const world = pureWorld(manualClock('2026-03-02T09:00:00Z'), seen)
  for (let pick = 2; pick < 5; pick += 1) world.make({ what: 'open', one: 0, other: 0, pick })
  for (const move of moves) world.make(move)
  const tickets = world.tickets()
  deepStrictEqual(tickets, new Map(world.folded), 'the events do not fold to what is stored')
  const messages = new Map([...world.messages()].map(([id, all]) => [id, all.map((message) => message.id)]))
  const shown = [...tickets.values()].flatMap((ticket) => (ticket.mergedInto === null ? gathered(ticket.id) : []))
  const broken = [...brokenTickets(tickets, messages), ...notShown(shown, messages, world.said())]
  if (broken.length > 0) throw new Error(broken.join('\n'))

  function gathered(id: string): readonly string[] {
    const below = tickets.get(id)?.mergedFrom ?? []
    return [...(messages.get(id) ?? []), ...below.flatMap(gathered)]
  }
}
