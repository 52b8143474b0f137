import type { ClockDocument } from '../document/clock-document.ts'
import type { MessageTrigger, TriggerDocument } from '../document/trigger-document.ts'
import { type SlaCategory, slaAuthors, slaCategories } from '../signals/status-category.ts'
import { durationMs } from './compile-goal.ts'
import type { CompiledClock, StatusAction } from './compiled-sla.ts'
import {
  categoryCode,
  doCancel,
  doRestart,
  doStart,
  doStop,
  firstClock,
  messageCode,
  noCategory,
  ownerCode,
  startedCode,
  teamCode,
} from './signal-codes.ts'
import { type IssuePath, type SlaIssue, slaIssue } from './sla-issue.ts'

/** Names that triggers may use, and how many codes there are. */
export interface ClockNames {
  readonly clocks: readonly string[]
  readonly events: ReadonlyMap<string, number>
}

/** Turns a clock's triggers into a table by signal code, so that a signal costs each clock one look-up. */
export function compileClock(document: ClockDocument, path: IssuePath, names: ClockNames, issues: SlaIssue[]): CompiledClock {
  const actions = new Uint8Array(firstClock + names.clocks.length + names.events.size)
  const statusActions: StatusAction[] = []
  const enter = (triggers: readonly TriggerDocument[], bits: number, name: string): void => {
    for (const [index, trigger] of triggers.entries()) {
      if (trigger.on === 'status') {
        const { enters, leaves } = trigger
        statusActions.push({ enters: enters ? new Set(enters) : null, leaves: leaves ? new Set(leaves) : null, bits })
        continue
      }
      const codes = codesOf(trigger, names)
      if (codes === null) {
        issues.push(slaIssue('sla/unknown-clock', [...path, name, index, 'clock'], 'a standard or declared clock'))
        continue
      }
      for (const code of codes) actions[code] = (actions[code] ?? 0) | bits
    }
  }
  enter(document.starts, doStart, 'starts')
  enter(document.stops, doStop, 'stops')
  enter(document.cancels ?? [], doCancel, 'cancels')
  enter(document.restarts ?? [], doRestart, 'restarts')
  if (document.starts.length === 0) issues.push(slaIssue('sla/clock-never-starts', [...path, 'starts'], 'at least one trigger'))
  if (document.stops.length === 0 && (document.cancels ?? []).length === 0 && document.perTeam === undefined) {
    issues.push(slaIssue('sla/clock-never-ends', [...path, 'stops'], 'at least one trigger to stop or cancel it'))
  }
  const live: readonly SlaCategory[] = ['new', 'open', 'pending', 'on-hold']
  if (live.every((category) => document.pausedIn?.includes(category) === true)) {
    issues.push(
      slaIssue('sla/clock-never-counts', [...path, 'pausedIn'], 'at least one of new, open, pending and on-hold left out'),
    )
  }
  const rounding = document.pauseRounding
  return {
    actions,
    statusActions,
    pausedIn: (document.pausedIn ?? []).reduce((mask, category) => mask | (1 << slaCategories.indexOf(category)), 0),
    pausedInStatuses: document.pausedInStatuses === undefined ? null : new Set(document.pausedInStatuses),
    pausedWhile: document.pausedWhile === undefined ? null : new Set(document.pausedWhile),
    roundTo: rounding === undefined ? 0 : (durationMs(rounding.to, [...path, 'pauseRounding', 'to'], issues) ?? 0),
    roundEdges: rounding?.of === 'edges',
    recurrence: document.recurrence ?? 'none',
    perTeam: document.perTeam ?? null,
  }
}

function codesOf(trigger: Exclude<TriggerDocument, { readonly on: 'status' }>, names: ClockNames): readonly number[] | null {
  switch (trigger.on) {
    case 'started':
      return (trigger.from ?? slaAuthors).map(startedCode)
    case 'message':
      return messageCodes(trigger)
    case 'category':
      return categoryCodes(trigger.enters ?? null, trigger.leaves ?? null)
    case 'team':
      return [...(trigger.is === 'unassigned' ? [] : [teamCode(true)]), ...(trigger.is === 'assigned' ? [] : [teamCode(false)])]
    case 'owner':
      return [ownerCode(trigger.is === 'nobody' ? null : trigger.is)]
    case 'event': {
      const code = names.events.get(trigger.name)
      return code === undefined ? [] : [code]
    }
    case 'clock': {
      const index = names.clocks.indexOf(trigger.clock)
      return index < 0 ? null : [firstClock + index]
    }
  }
}

const either = [false, true]

function messageCodes(trigger: MessageTrigger): readonly number[] {
  const visibility = trigger.visibility ?? 'public'
  const internals = either.filter((internal) => visibility === 'any' || internal === (visibility === 'internal'))
  const automatics = trigger.automatic === true ? either : [false]
  const answereds = trigger.answered === undefined ? either : [trigger.answered]
  const teams = trigger.by === 'assigned-team' ? [true] : either
  return trigger.from.flatMap((from) =>
    internals.flatMap((internal) =>
      automatics.flatMap((automatic) =>
        answereds.flatMap((answered) => teams.map((sameTeam) => messageCode(from, internal, automatic, answered, sameTeam))),
      ),
    ),
  )
}

function categoryCodes(enters: readonly SlaCategory[] | null, leaves: readonly SlaCategory[] | null): readonly number[] {
  const codes: number[] = []
  for (let before = 0; before <= noCategory; before += 1) {
    for (const [after, category] of slaCategories.entries()) {
      const previous = slaCategories[before]
      if (before === after) continue
      if (enters !== null && (!enters.includes(category) || (previous !== undefined && enters.includes(previous)))) continue
      if (leaves !== null && (previous === undefined || !leaves.includes(previous) || leaves.includes(category))) continue
      codes.push(categoryCode(before, after))
    }
  }
  return codes
}
