import { isInstant, type TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { isKindName, kindRule } from '../names/names.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import type { ScheduleWork, WorkChange } from '../port/work-change.ts'
import { checkId } from './check-ref.ts'
import { isObject } from './is-object.ts'
import { payloadText } from './payload-text.ts'
import { placed } from './placed.ts'
import { textRule } from './scalar-rule.ts'
import { openCursor } from './sealed-cursor.ts'

/** Checks the work changes of a commit and puts them in order: what ends a lease first, then items by queue and id. */
export function checkWork(
  limits: Limits,
  tenant: TenantId,
  work: readonly WorkChange[],
): Result<readonly WorkChange<JsonText>[], StorageInvalid> {
  if (work.length === 0) return ok([])
  const checked: WorkChange<JsonText>[] = []
  for (const change of work) {
    const result = isObject(change) ? checkChange(limits, tenant, change) : err(storageInvalid('', 'a change of work'))
    if (result.isErr()) return err(placed(result.error, `work[${checked.length}]`))
    checked.push(result.value)
  }
  if (checked.length < 2) return ok(checked)
  const byPlace = new Map<string, WorkChange<JsonText>>()
  for (const change of checked) {
    const place = placeOf(change)
    if (byPlace.has(place)) return err(storageInvalid(`work[${byPlace.size}]`, 'each item and each token once'))
    byPlace.set(place, change)
  }
  return ok([...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, change]) => change))
}

/** Checks a lease token only for what every token has; whether it holds is the adapter's to say. */
export function checkToken(limits: Limits, token: unknown, at: string): StorageInvalid | null {
  const rule = textRule(token, limits.fieldBytes)
  return rule === null ? null : storageInvalid(at, rule)
}

/** Checks an item to be scheduled. */
export function checkSchedule(limits: Limits, change: ScheduleWork<unknown>): Result<ScheduleWork<JsonText>, StorageInvalid> {
  const { queue, id, dueAt } = change
  const issue = checkName(queue, 'queue') ?? checkId(id, 'id')
  if (issue !== null) return err(issue)
  if (typeof dueAt !== 'number' || !isInstant(dueAt)) return err(storageInvalid('dueAt', 'epoch milliseconds'))
  const payload = payloadText(change.payload, limits, 'payload')
  return payload.isErr() ? err(payload.error) : ok({ op: 'schedule', queue, id, dueAt, payload: payload.value })
}

/** Checks the name of a queue or follower. */
export function checkName(name: unknown, at: string): StorageInvalid | null {
  return isKindName(name) ? null : storageInvalid(at, kindRule)
}

function placeOf(change: WorkChange<unknown>): string {
  return change.op === 'settle' || change.op === 'advance' ? `0 ${change.token}` : `1 ${change.queue} ${change.id}`
}

function checkChange(limits: Limits, tenant: TenantId, change: WorkChange): Result<WorkChange<JsonText>, StorageInvalid> {
  switch (change.op) {
    case 'settle': {
      const issue = checkToken(limits, change.token, 'token')
      return issue === null ? ok({ op: 'settle', token: change.token }) : err(issue)
    }
    case 'advance': {
      const issue = checkToken(limits, change.token, 'token')
      if (issue !== null) return err(issue)
      return openCursor(tenant, change.to, 'to').map((to) => ({ op: 'advance', token: change.token, to }))
    }
    case 'cancel': {
      const { queue, id } = change
      const issue = checkName(queue, 'queue') ?? checkId(id, 'id')
      return issue === null ? ok({ op: 'cancel', queue, id }) : err(issue)
    }
    case 'schedule':
      return checkSchedule(limits, change)
    default:
      return err(storageInvalid('op', 'schedule, cancel, settle or advance'))
  }
}
