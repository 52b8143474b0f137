import { isInstant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { isActorRef } from '../names/is-actor-ref.ts'
import { isEventType } from '../names/names.ts'
import type { NewEvent } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import { checkCountFrom, checkId } from './check-ref.ts'
import { isObject } from './is-object.ts'
import { payloadText } from './payload-text.ts'
import { placed } from './placed.ts'
import { textRule } from './scalar-rule.ts'

/** Checks the events of a commit; of each stream the versions must follow each other. */
export function checkEvents(
  limits: Limits,
  events: readonly NewEvent<unknown>[],
): Result<readonly NewEvent<JsonText>[], StorageInvalid> {
  const checked: NewEvent<JsonText>[] = []
  for (const event of events) {
    const index = checked.length
    if (!isObject(event)) return err(storageInvalid(`events[${index}]`, 'an event'))
    // Read once, so that what is stored is what was looked at, whatever a getter gives the next time.
    const { stream, version, type, schema, at, recordedAt, actor, cause } = event
    const envelope = { stream, version, type, schema, at, recordedAt, actor, cause }
    const issue = checkEnvelope(limits, envelope)
    if (issue !== null) return err(placed(issue, `events[${index}]`))
    const before = versionBefore(checked, stream)
    if (before !== undefined && version !== before + 1) {
      return err(storageInvalid(`events[${index}].version`, `${before + 1}, after the event of this stream before it`))
    }
    const data = payloadText(event.data, limits, 'data')
    if (data.isErr()) return err(placed(data.error, `events[${index}]`))
    checked.push({ ...envelope, data: data.value })
  }
  return ok(checked)
}

/** The version of the latest event of a stream, which mostly is the last. */
function versionBefore(events: readonly NewEvent<unknown>[], stream: string): number | undefined {
  for (let earlier = events.length - 1; earlier >= 0; earlier -= 1) {
    const event = events[earlier]
    if (event?.stream === stream) return event.version
  }
  return undefined
}

function checkEnvelope(limits: Limits, event: Omit<NewEvent<unknown>, 'data'>): StorageInvalid | null {
  const issue =
    checkId(event.stream, 'stream') ?? checkCountFrom(1, event.version, 'version') ?? checkCountFrom(1, event.schema, 'schema')
  if (issue !== null) return issue
  if (!isEventType(event.type)) {
    return storageInvalid('type', 'kebab-case of at most 80 characters')
  }
  if (!isTime(event.at)) return storageInvalid('at', 'epoch milliseconds')
  if (!isTime(event.recordedAt)) return storageInvalid('recordedAt', 'epoch milliseconds')
  if (typeof event.actor !== 'string' || !isActorRef(event.actor)) {
    return storageInvalid('actor', 'requester, agent, bot or system, a colon, and 1 to 128 letters, digits or . _ : ~ -')
  }
  const rule = event.cause === null ? null : textRule(event.cause, limits.fieldBytes)
  return rule === null ? null : storageInvalid('cause', rule)
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && isInstant(value)
}
