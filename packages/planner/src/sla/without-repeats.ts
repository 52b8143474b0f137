import type { SlaSignal } from '@caseload/sla'

/**
 * Signals that tell something new: an owner, a team, a status or facts that a ticket has already change no clock under any policy, so they need not be kept.
 *
 * @param known - Signals that are kept already, in order.
 * @param signals - What comes after them, in order.
 */
export function withoutRepeats(known: readonly SlaSignal[], signals: readonly SlaSignal[]): readonly SlaSignal[] {
  const now = new Map<string, string>()
  for (const signal of known) learn(now, signal)
  return signals.filter((signal) => {
    const states = statesOf(signal)
    const repeats =
      signal.type !== 'started' &&
      states.length > 0 &&
      states.every(([name, value]) => now.get(name) === JSON.stringify(value ?? null))
    learn(now, signal)
    return !repeats
  })
}

function learn(now: Map<string, string>, signal: SlaSignal): void {
  // After an end even the same status may mean that the ticket lives again.
  if (signal.type === 'merged' || signal.type === 'ended') now.delete('status')
  for (const [name, value] of statesOf(signal)) now.set(name, JSON.stringify(value ?? null))
}

/** What a signal says the ticket is like from then on; empty for what merely happens. */
function statesOf(signal: SlaSignal): readonly (readonly [string, unknown])[] {
  switch (signal.type) {
    case 'started': {
      const { teamId = null, owner = null, category = 'new', status = null } = signal
      return [
        ['team', teamId],
        ['owner', owner],
        ['status', [category, status]],
      ]
    }
    case 'team-changed':
      return [['team', signal.teamId]]
    case 'owner-changed':
      return [['owner', signal.owner]]
    case 'category-changed':
      return [['status', [signal.category, signal.status ?? null]]]
    case 'facts-changed':
      return Object.entries(signal.facts).map(([name, value]) => [`fact ${name}`, value])
    default:
      return []
  }
}
