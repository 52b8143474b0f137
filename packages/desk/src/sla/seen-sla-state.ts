import type { Hidden } from '@caseload/access'
import type { ClockCycle, ClockState, SlaState } from '@caseload/sla'

/** A cycle of a clock as one actor sees it. */
export interface SeenClockCycle extends Omit<ClockCycle, 'teamId'> {
  /** The team that held the ticket when it began; hidden where the actor may not see the ticket's team. */
  readonly teamId: ClockCycle['teamId'] | Hidden
}

/** A clock of a ticket as one actor sees it. */
export interface SeenClockState extends Omit<ClockState, 'current' | 'earlier'> {
  /** The cycle that runs or ran last; null where none has begun. */
  readonly current: SeenClockCycle | null
  /** Cycles before it, the oldest first. */
  readonly earlier: readonly SeenClockCycle[]
}

/** The clocks of a ticket as one actor sees them. */
export interface SeenSlaState extends Omit<SlaState, 'clocks' | 'promises'> {
  /** Each clock that a policy in force promised something on, by name. */
  readonly clocks: Readonly<Record<string, SeenClockState>>
  /** Times told to the requester, in the order they were first told; hidden where the actor may not see the ticket's promises or follow-ups. */
  readonly promises: SlaState['promises'] | Hidden
}

/** The clocks of a ticket with what is hidden from somebody. */
export function slaStateSeenBy(state: SlaState, hidden: ReadonlyMap<string, Hidden>): SeenSlaState {
  // Follow-ups are times told, too.
  const [team, promises] = [hidden.get('teamId'), hidden.get('promises') ?? hidden.get('followUps')]
  const seen = promises === undefined ? state : { ...state, promises }
  if (team === undefined) return seen
  const withoutTeam = (cycle: ClockCycle): SeenClockCycle => ({ ...cycle, teamId: team })
  const clocks = Object.entries(state.clocks).map(([name, clock]): readonly [string, SeenClockState] => [
    name,
    { ...clock, current: clock.current === null ? null : withoutTeam(clock.current), earlier: clock.earlier.map(withoutTeam) },
  ])
  return { ...seen, clocks: Object.fromEntries(clocks) }
}
