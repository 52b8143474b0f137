import { isInstant } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { isActorRef } from '../names/is-actor-ref.ts'
import { eventTypePattern } from '../names/names.ts'
import type { NewEvent } from '../port/journal-entry.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import { checkCountFrom, checkId } from './check-ref.ts'
import { payloadText } from './payload-text.ts'
import { textRule } from './scalar-rule.ts'

/** Checks the events of a commit; of each stream the versions must follow each other. */
export function checkEvents(
  limits: Limits,
  events: readonly NewEvent<unknown>[],
): Result<readonly NewEvent<JsonText>[], StorageInvalid> {
  const checked: NewEvent<JsonText>[] = []
  const last = new Map<string, number>()
  for (const [index, event] of events.entries()) {
    const at = `events[${index}]`
    const issue = checkEnvelope(limits, event, at)
    if (issue !== null) return err(issue)
    const before = last.get(event.stream)
    if (before !== undefined && event.version !== before + 1) {
      return err(storageInvalid(`${at}.version`, `${before + 1}, after the event of this stream before it`))
    }
    last.set(event.stream, event.version)
    const data = payloadText(event.data, limits, `${at}.data`)
    if (data.isErr()) return err(data.error)
    const { stream, version, type, schema, recordedAt, actor, cause } = event
    checked.push({ stream, version, type, schema, at: event.at, recordedAt, actor, cause, data: data.value })
  }
  return ok(checked)
}

function checkEnvelope(limits: Limits, event: NewEvent<unknown>, at: string): StorageInvalid | null {
  const issue =
    checkId(event.stream, `${at}.stream`) ??
    checkCountFrom(1, event.version, `${at}.version`) ??
    checkCountFrom(1, event.schema, `${at}.schema`)
  if (issue !== null) return issue
  if (typeof event.type !== 'string' || !eventTypePattern.test(event.type)) {
    return storageInvalid(`${at}.type`, 'kebab-case of at most 80 characters')
  }
  if (!isTime(event.at)) return storageInvalid(`${at}.at`, 'epoch milliseconds')
  if (!isTime(event.recordedAt)) return storageInvalid(`${at}.recordedAt`, 'epoch milliseconds')
  if (typeof event.actor !== 'string' || !isActorRef(event.actor)) {
    return storageInvalid(`${at}.actor`, 'requester, agent, bot or system, a colon, and 1 to 128 letters, digits or . _ : ~ -')
  }
  const rule = event.cause === null ? null : textRule(event.cause, limits.fieldBytes)
  return rule === null ? null : storageInvalid(`${at}.cause`, rule)
}

function isTime(value: unknown): boolean {
  return typeof value === 'number' && isInstant(value)
}
