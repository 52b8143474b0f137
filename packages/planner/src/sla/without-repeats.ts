import type { SlaSignal } from '@caseload/sla'

/**
 * Signals that tell something new: an owner, a team, a status or facts that a ticket has already change no clock under any policy, so they need not be kept.
 *
 * @param known - Signals that are kept already, in order.
 * @param signals - What comes after them, in order.
 */
export function withoutRepeats(known: readonly SlaSignal[], signals: readonly SlaSignal[]): readonly SlaSignal[] {
  if (signals.length === 0) return signals
  const all = [...known, ...signals]
  return signals.filter((signal, index) => !isRepeat(signal, all, known.length + index))
}

function isRepeat(signal: SlaSignal, all: readonly SlaSignal[], place: number): boolean {
  switch (signal.type) {
    case 'team-changed':
      return isSame(lastBefore(all, place, teamIn), teamIn(signal))
    case 'owner-changed':
      return isSame(lastBefore(all, place, ownerIn), ownerIn(signal))
    case 'category-changed':
      return isSame(lastBefore(all, place, statusIn), statusIn(signal))
    case 'facts-changed': {
      const names = Object.keys(signal.facts)
      return names.length > 0 && names.every((name) => isSame(lastBefore(all, place, factIn(name)), factIn(name)(signal)))
    }
    default:
      return false
  }
}

/** What a signal says of one thing; undefined where it says nothing of it. */
type Told = (signal: SlaSignal) => unknown

/** What was last said of one thing before a place. Mostly that is not long ago, so it is looked for from there. */
function lastBefore(all: readonly SlaSignal[], place: number, told: Told): unknown {
  for (let earlier = place - 1; earlier >= 0; earlier -= 1) {
    const signal = all[earlier]
    const value = signal === undefined ? undefined : told(signal)
    if (value !== undefined) return value
  }
  return undefined
}

function isSame(before: unknown, now: unknown): boolean {
  return before === now || (before !== undefined && JSON.stringify(before) === JSON.stringify(now))
}

const teamIn: Told = (signal) =>
  signal.type === 'started' || signal.type === 'team-changed' ? (signal.teamId ?? null) : undefined

const ownerIn: Told = (signal) =>
  signal.type === 'started' || signal.type === 'owner-changed' ? (signal.owner ?? null) : undefined

const statusIn: Told = (signal) => {
  switch (signal.type) {
    case 'started':
      return [signal.category ?? 'new', signal.status ?? null]
    case 'category-changed':
      return [signal.category, signal.status ?? null]
    // After an end even the same status may mean that the ticket lives again.
    case 'merged':
    case 'ended':
      return null
    default:
      return undefined
  }
}

function factIn(name: string): Told {
  return (signal) =>
    signal.type === 'facts-changed' && Object.hasOwn(signal.facts, name) ? (signal.facts[name] ?? null) : undefined
}
