import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { isEventType } from '../names/names.ts'
import type { JournalRead } from '../port/journal-read.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import { checkLimit } from './check-query.ts'
import { checkCountFrom, checkId } from './check-ref.ts'
import { isObject } from './is-object.ts'
import { openCursor } from './sealed-cursor.ts'

/** Checks what is to be read of a journal and puts it into the form adapters take. */
export function checkJournalRead(limits: Limits, tenant: TenantId, read: JournalRead): Result<JournalRead, StorageInvalid> {
  if (!isObject(read)) return err(storageInvalid('read', 'an object'))
  const issue = checkLimit(read.limit, limits.page)
  if (issue !== null) return err(issue)
  if ('stream' in read) {
    const { stream, after = 0, limit } = read
    const wrong = checkId(stream, 'stream') ?? checkCountFrom(0, after, 'after')
    return wrong === null ? ok({ stream, after, limit }) : err(wrong)
  }
  const { types, limit } = read
  if (types !== undefined) {
    const fits = Array.isArray(types) && types.length <= limits.inValues
    if (!fits) return err(storageInvalid('types', `a list of at most ${limits.inValues}`))
    for (const [index, type] of types.entries()) {
      if (!isEventType(type)) return err(storageInvalid(`types[${index}]`, 'a type of event'))
    }
  }
  const after = read.after === null ? ok(null) : openCursor(tenant, read.after, 'after')
  return after.map((position) => ({ after: position, limit, ...(types === undefined ? {} : { types }) }))
}
