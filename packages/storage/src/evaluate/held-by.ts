import type { FollowHandle, LeaseHandle, WorkHandle } from '../names/lease-token.ts'
import { type FollowerRow, type Tables, type WorkRow, workKey } from './tables.ts'

/** What a lease is on. */
export type Held =
  | { readonly of: 'work'; readonly handle: WorkHandle; readonly row: WorkRow }
  | { readonly of: 'follow'; readonly handle: FollowHandle; readonly row: FollowerRow }

/** What a lease still holds; undefined where it is lost. */
export function heldBy(tables: Tables, handle: LeaseHandle): Held | undefined {
  if (handle.of === 'work') {
    const row = tables.work.get(workKey(handle.queue, handle.id))
    return row?.secret === handle.secret ? { of: 'work', handle, row } : undefined
  }
  const row = tables.follower.get(handle.consumer)
  return row?.secret === handle.secret ? { of: 'follow', handle, row } : undefined
}
