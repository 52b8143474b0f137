import { err, ok, type Result } from 'neverthrow'
import { orderedEvents } from '../facts/ordered-events.ts'
import { brokenStream, type StreamProblem } from '../facts/stream-problems.ts'
import type { TicketJournalEvent } from '../facts/ticket-journal-event.ts'
import { wrongEvents } from '../facts/wrong-events.ts'
import { wrongOptions } from '../wrong-arguments.ts'

/** What counts as a step of a process. */
export interface ProcessLogOptions {
  /**
   * `activity`: the rows of an imported log (`activity-recorded`, by `code`); `status`: the status a ticket was opened with and each change of it. `activity` where absent.
   */
  readonly steps?: 'activity' | 'status'
  /** Attribute of an activity that names the group that acted; where absent, or missing in a step, the team that had the ticket. */
  readonly group?: string
  /** Attribute of an activity that names who acted; where absent, or missing in a step, the actor. */
  readonly resource?: string
}

/** The steps of many tickets, as columns: what process mining calls an event log. Steps stand in the order they were taken in. */
export interface ProcessLog {
  /** Identities of the tickets (cases), in the order they were first seen; also those without a step. */
  readonly cases: readonly string[]
  /** Names of the steps (activities), in the order they were first seen. */
  readonly activities: readonly string[]
  /** Groups that acted in a step or had its ticket, in the order they were first seen. */
  readonly groups: readonly string[]
  /** Who acted, in the order they were first seen. */
  readonly resources: readonly string[]
  /** Per step, its place in `cases`. */
  readonly caseOf: Int32Array
  /** Per step, its place in `activities`. */
  readonly activityOf: Int32Array
  /** Per step, its place in `groups`; −1 where no group is known. */
  readonly groupOf: Int32Array
  /** Per step, its place in `resources`. */
  readonly resourceOf: Int32Array
  /** Per step, when it happened, in epoch milliseconds. */
  readonly at: Float64Array
}

/** Takes in a journal event by event and gives the log at any time. */
export interface ProcessLogFold {
  /**
   * Takes in the next event. Streams may interleave in any way.
   *
   * @param event - Within a stream versions must rise; gaps are allowed, since a log of some types of event is a log.
   * @returns Nothing; `analytics/broken-stream` for a version at or below the last one of its stream.
   */
  add(event: TicketJournalEvent): Result<void, StreamProblem>
  /** The log so far; the fold goes on afterwards. */
  finish(): ProcessLog
}

/**
 * Makes a process log from a stream of journal entries, keeping some 30 bytes a step.
 *
 * @param options - What counts as a step, and which attributes name groups and resources.
 *
 * @example
 * ```ts
 * import { processLogFold } from '@caseload/analytics'
 *
 * processLogFold({ steps: 'status' }).finish().cases // => []
 * ```
 */
export function processLogFold(options: ProcessLogOptions = {}): ProcessLogFold {
  const { steps = 'activity' } = options
  const cases = new Dictionary()
  const activities = new Dictionary()
  const groups = new Dictionary()
  const resources = new Dictionary()
  const versions: number[] = []
  const teams: string[] = []
  const columns = {
    caseOf: new Growing(),
    activityOf: new Growing(),
    groupOf: new Growing(),
    resourceOf: new Growing(),
    at: new Growing(),
  }
  return {
    add(event) {
      const place = cases.place(event.stream)
      const last = versions[place] ?? 0
      if (event.version <= last) return err(brokenStream(event.stream, event.version, last + 1))
      versions[place] = event.version
      const team = teamAfter(event)
      // A team becomes a group only where a step falls back on it, so that names of groups and identities of teams are not counted together.
      if (team !== null) teams[place] = team
      const name = steps === 'activity' ? activityName(event) : statusName(event)
      if (name === null) return ok(undefined)
      const group = attribute(event, options.group) ?? teams[place]
      columns.caseOf.push(place)
      columns.activityOf.push(activities.place(name))
      columns.groupOf.push(group === undefined ? -1 : groups.place(group))
      columns.resourceOf.push(resources.place(attribute(event, options.resource) ?? event.actor))
      columns.at.push(event.at)
      return ok(undefined)
    },
    finish() {
      return {
        cases: cases.names(),
        activities: activities.names(),
        groups: groups.names(),
        resources: resources.names(),
        caseOf: Int32Array.from(columns.caseOf.values()),
        activityOf: Int32Array.from(columns.activityOf.values()),
        groupOf: Int32Array.from(columns.groupOf.values()),
        resourceOf: Int32Array.from(columns.resourceOf.values()),
        at: columns.at.values().slice(),
      }
    },
  }
}

/**
 * The process log of some journal entries.
 *
 * @param events - Journal entries in any order; grouped by `stream` and ordered by `version`; not mutated.
 * @param options - What counts as a step, and which attributes name groups and resources.
 * @returns The log; `input/invalid` where these are no events, `analytics/broken-stream` where a version stands twice.
 *
 * @example
 * ```ts
 * import { processLog } from '@caseload/analytics'
 * import { orThrow } from '@caseload/core'
 *
 * orThrow(processLog([])).activities // => []
 * ```
 */
export function processLog(
  events: readonly TicketJournalEvent[],
  options: ProcessLogOptions = {},
): Result<ProcessLog, StreamProblem> {
  const wrong = wrongEvents(events) ?? wrongOptions('options', options, { steps: 'text', group: 'text', resource: 'text' })
  if (wrong !== null) return err(wrong)
  const fold = processLogFold(options)
  for (const event of orderedEvents(events)) {
    const added = fold.add(event)
    if (added.isErr()) return err(added.error)
  }
  return ok(fold.finish())
}

function activityName(event: TicketJournalEvent): string | null {
  return event.type === 'activity-recorded' ? event.data.code : null
}

function statusName(event: TicketJournalEvent): string | null {
  if (event.type === 'ticket-opened') return event.data.status
  if (event.type === 'workflow-changed') return event.data.from === event.data.to ? null : event.data.to
  return event.type === 'ticket-status-changed' ? event.data.to : null
}

function teamAfter(event: TicketJournalEvent): string | null {
  if (event.type === 'ticket-opened') return event.data.teamId
  return event.type === 'ticket-transferred' ? event.data.to : null
}

function attribute(event: TicketJournalEvent, name: string | undefined): string | null {
  if (name === undefined || event.type !== 'activity-recorded' || !Object.hasOwn(event.data.attributes, name)) return null
  const value = event.data.attributes[name] ?? null
  return value === null ? null : String(value)
}

class Dictionary {
  readonly #places = new Map<string, number>()

  place(name: string): number {
    const known = this.#places.get(name)
    if (known !== undefined) return known
    this.#places.set(name, this.#places.size)
    return this.#places.size - 1
  }

  names(): readonly string[] {
    return [...this.#places.keys()]
  }
}

class Growing {
  #values = new Float64Array(256)
  #length = 0

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length] = value
    this.#length += 1
  }

  values(): Float64Array {
    return this.#values.subarray(0, this.#length)
  }
}
