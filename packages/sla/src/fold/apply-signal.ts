import { type Instant, type InstantInput, instant, isInstant } from '@caseload/core'
import type { CompiledVersion, Engine } from '../compile/compiled-sla.ts'
import {
  categoryCode,
  categoryIndex,
  doCancel,
  doRestart,
  doStart,
  doStop,
  messageCode,
  noCategory,
  ownerCode,
  startedCode,
  teamCode,
} from '../compile/signal-codes.ts'
import { passOnPromise, takePromiseOver, tellPromise } from '../promises/promise-state.ts'
import type { SlaFacts, SlaSignal, StartedSignal } from '../signals/sla-signal.ts'
import { later } from '../time/later.ts'
import { act, adjustClocks, adjustEveryClock, applyCode } from './apply-code.ts'
import { applyPolicy } from './apply-policy.ts'
import { appended, none } from './entries.ts'
import { endClock } from './run-clock.ts'
import { forgetMeanwhile, handOverMeanwhile, hearMeanwhile, takeUpAgain } from './take-up-again.ts'
import type { ClockRun, TicketRun } from './ticket-run.ts'

/** The instant of an input; fast for numbers, which most are. */
export function at(input: InstantInput): Instant {
  return typeof input === 'number' && isInstant(input) ? input : instant(input)
}

/** A ticket of which nothing is known but facts. */
export function emptyRun(engine: Engine, facts: SlaFacts): TicketRun {
  return {
    version: 0,
    assignment: null,
    facts,
    changes: none,
    category: noCategory,
    status: null,
    teamId: null,
    owner: null,
    snoozed: false,
    snoozedUntil: null,
    answered: false,
    started: false,
    over: false,
    meanwhile: none,
    at: at(-8.64e15),
    nextChange: engine.versions.length > 1 ? (engine.versions[1]?.from ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
    applied: none,
    clocks: idleClocks(engine.clockNames.length),
    promises: [],
  }
}

function idleClocks(count: number): ClockRun[] {
  const clocks: ClockRun[] = []
  while (clocks.length < count) clocks.push({ cycle: null, earlier: none })
  return clocks
}

/** Lets time pass: what was to happen by itself until an instant (a snooze that ends, a version that comes into force) happens, in order. */
export function passTime(run: TicketRun, engine: Engine, now: Instant): void {
  while (run.nextChange <= now) {
    const when = run.nextChange > run.at && isInstant(run.nextChange) ? run.nextChange : run.at
    if (run.snoozedUntil !== null && run.snoozedUntil <= run.nextChange) wakeUp(run, engine, when)
    else {
      run.version += 1
      run.nextChange = nextChangeOf(run, engine)
      if (live(run)) {
        applyPolicy(run, versionOf(run, engine), engine, when)
        adjustEveryClock(run, versionOf(run, engine), engine, when)
      }
    }
    run.at = when
  }
}

function nextChangeOf(run: TicketRun, engine: Engine): number {
  const version = run.version + 1 < engine.versions.length ? engine.versions[run.version + 1] : undefined
  return Math.min(version?.from ?? Number.POSITIVE_INFINITY, run.snoozedUntil ?? Number.POSITIVE_INFINITY)
}

/** Applies one signal, in place. One that lies before the last is taken as of the last: the past is not rewritten. */
export function applySignal(run: TicketRun, engine: Engine, signal: SlaSignal, given: Instant): void {
  const now = later(given, run.at)
  passTime(run, engine, now)
  run.at = now
  const version = versionOf(run, engine)
  switch (signal.type) {
    case 'started':
      if (!run.started) start(run, version, engine, signal, now)
      return
    case 'message':
      hear(run, version, engine, signal, now)
      return
    case 'category-changed':
      move(run, version, engine, categoryIndex(signal.category), signal.status ?? null, now)
      return
    case 'facts-changed':
      run.changes = appended(run.changes, signal.facts)
      if (live(run) && declares(version, signal.facts)) applyPolicy(run, version, engine, now)
      return
    case 'team-changed':
      changeTeam(run, version, engine, signal.teamId, now)
      return
    case 'owner-changed':
      changeOwner(run, version, engine, signal.owner, now)
      return
    case 'snoozed':
      run.snoozed = true
      run.snoozedUntil = signal.until === undefined ? null : at(signal.until)
      run.nextChange = nextChangeOf(run, engine)
      if (live(run)) adjustClocks(run, version, engine, now)
      passTime(run, engine, now)
      return
    case 'woken':
      wakeUp(run, engine, now)
      return
    case 'event': {
      const code = engine.events.get(signal.name)
      if (code !== undefined) tell(run, version, engine, code, now)
      return
    }
    case 'merged':
    case 'ended':
      if (!live(run)) return
      forgetMeanwhile(run)
      for (const clock of run.clocks) endClock(clock, signal.type, now, engine.calendars)
      run.over = true
      return
    case 'promise-made':
      tellPromise(run.promises, signal.id, now, { dueAt: at(signal.dueAt) })
      return
    case 'promise-kept':
      tellPromise(run.promises, signal.id, now, 'kept')
      return
    case 'promise-withdrawn':
      tellPromise(run.promises, signal.id, now, 'withdrawn')
      return
    case 'promise-passed-on':
      passOnPromise(run.promises, signal.id)
      return
    case 'promise-taken-over': {
      const { id, toldAt, firstDueAt, dueAt, moves, brokenAt } = signal
      const told = { id, toldAt: at(toldAt), firstDueAt: at(firstDueAt), dueAt: at(dueAt), moves }
      takePromiseOver(run.promises, { ...told, brokenAt: brokenAt === undefined ? null : at(brokenAt) })
      return
    }
  }
}

/** Whether policies may look at one of these facts: they can see none that is not declared. */
function declares({ declared }: CompiledVersion, facts: SlaFacts): boolean {
  for (const name of declared) if (Object.hasOwn(facts, name)) return true
  return false
}

/** Lets clocks hear of something; those of a ticket that is over remember what would have ended them. */
function tell(run: TicketRun, version: CompiledVersion, engine: Engine, code: number, now: Instant): void {
  if (live(run)) applyCode(run, version, engine, code, now)
  else if (run.over) hearMeanwhile(run, version, code)
}

function live(run: TicketRun): boolean {
  return run.started && !run.over
}

function versionOf(run: TicketRun, engine: Engine): CompiledVersion {
  const version = engine.versions[run.version]
  if (version === undefined) throw new TypeError('progress of other policies: fold the signals again with these')
  return version
}

function start(run: TicketRun, version: CompiledVersion, engine: Engine, signal: StartedSignal, now: Instant): void {
  const since = signal.since === undefined ? now : at(signal.since)
  const from = since < now ? since : now
  run.started = true
  const category = signal.category ?? (run.category === noCategory ? 'new' : null)
  if (category !== null) run.category = categoryIndex(category)
  run.status = signal.status ?? run.status
  run.teamId = signal.teamId ?? run.teamId
  run.owner = signal.owner ?? run.owner
  applyPolicy(run, version, engine, now)
  applyCode(run, version, engine, startedCode(signal.from ?? 'requester'), from)
  applyCode(run, version, engine, categoryCode(noCategory, run.category), from)
  actOnStatus(run, version, engine, null, run.status, from)
  if (run.teamId !== null) applyCode(run, version, engine, teamCode(true), from)
  if (run.owner !== null) applyCode(run, version, engine, ownerCode(run.owner), now)
}

function hear(
  run: TicketRun,
  version: CompiledVersion,
  engine: Engine,
  signal: SlaSignal & { readonly type: 'message' },
  now: Instant,
): void {
  const internal = signal.public === false
  const automatic = signal.automatic === true
  const sameTeam = run.teamId !== null && signal.teamId === run.teamId
  tell(run, version, engine, messageCode(signal.from, internal, automatic, run.answered, sameTeam), now)
  if (signal.from === 'agent' && !internal && !automatic && run.started) run.answered = true
}

function move(
  run: TicketRun,
  version: CompiledVersion,
  engine: Engine,
  category: number,
  status: string | null,
  now: Instant,
): void {
  const before = run.category
  const statusBefore = run.status
  run.category = category
  run.status = status
  // What was merged or ended and is worked on after all lives again.
  const revived = run.over && category < categoryIndex('resolved')
  if (revived) run.over = false
  if (!live(run)) return
  // Facts may have changed while nothing ran.
  if (revived || version.reads.category || version.reads.status) applyPolicy(run, version, engine, now)
  if (revived) takeUpAgain(run, version, engine, now)
  // Endings see the clock before it pauses, so that nothing is paused in the instant it ends.
  if (before !== category) applyCode(run, version, engine, categoryCode(before, category), now)
  if (statusBefore !== status) actOnStatus(run, version, engine, statusBefore, status, now)
  adjustClocks(run, version, engine, now)
}

function actOnStatus(
  run: TicketRun,
  version: CompiledVersion,
  engine: Engine,
  before: string | null,
  after: string | null,
  now: Instant,
): void {
  for (const index of version.statusBound) {
    const compiled = version.clocks[index]
    const clock = run.clocks[index]
    if (compiled === undefined || compiled === null || clock === undefined) continue
    let bits = 0
    for (const { enters, leaves, bits: asked } of compiled.statusActions) {
      const entered = enters === null || (after !== null && enters.has(after) && (before === null || !enters.has(before)))
      const left = leaves === null || (before !== null && leaves.has(before) && (after === null || !leaves.has(after)))
      if (entered && left) bits |= asked
    }
    if ((bits & (doStart | doStop | doCancel | doRestart)) !== 0) act(run, version, engine, compiled, clock, index, bits, now)
  }
}

function changeTeam(run: TicketRun, version: CompiledVersion, engine: Engine, teamId: string | null, now: Instant): void {
  if (run.teamId === teamId) return
  if (live(run)) {
    for (const index of version.perTeam) {
      const clock = run.clocks[index]
      if (clock !== undefined) endClock(clock, 'fulfilled', now, engine.calendars)
    }
  } else handOverMeanwhile(run, version)
  run.teamId = teamId
  if (live(run) && version.reads.team) applyPolicy(run, version, engine, now)
  tell(run, version, engine, teamCode(teamId !== null), now)
}

function changeOwner(
  run: TicketRun,
  version: CompiledVersion,
  engine: Engine,
  owner: 'agent' | 'bot' | null,
  now: Instant,
): void {
  if (run.owner === owner) return
  run.owner = owner
  if (live(run) && version.reads.owner) applyPolicy(run, version, engine, now)
  tell(run, version, engine, ownerCode(owner), now)
  if (!live(run)) return
  adjustClocks(run, version, engine, now)
}

function wakeUp(run: TicketRun, engine: Engine, now: Instant): void {
  run.snoozed = false
  run.snoozedUntil = null
  run.nextChange = nextChangeOf(run, engine)
  if (live(run)) adjustClocks(run, versionOf(run, engine), engine, now)
}
