import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { brand } from '../names/journal-cursor.ts'
import type { JournalCursor } from '../port/journal-read.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import { bindingTag } from './binding-tag.ts'

/** A position as callers hold it: what the adapter gave, tied to its tenant. */
export function sealCursor(tenant: TenantId, cursor: JournalCursor): JournalCursor {
  return brand(`${cursor}-${bindingTag('cursor', tenant, cursor)}`)
}

/** A position as the adapter gave it; refused where the text is not one of this tenant's. */
export function openCursor(tenant: TenantId, sealed: unknown, at: string): Result<JournalCursor, StorageInvalid> {
  if (typeof sealed === 'string' && sealed.length <= 200) {
    const cursor = brand(sealed.slice(0, sealed.lastIndexOf('-')))
    if (sealed === sealCursor(tenant, cursor)) return ok(cursor)
  }
  return err(storageInvalid(at, 'a position of this tenant’s journal'))
}
