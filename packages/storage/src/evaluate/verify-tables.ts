import type { VerifyReport } from '../port/store-admin.ts'
import type { Tables } from './tables.ts'

/** See `StoreAdmin.verify`: whether places and versions follow each other. */
export function verifyTables(tables: Tables): VerifyReport {
  const last = new Map<string, number>()
  for (let seq = 1; seq <= tables.entry.size; seq += 1) {
    const entry = tables.entry.get(String(seq))
    const version = (last.get(entry?.stream ?? '') ?? 0) + 1
    if (entry?.seq !== seq || entry.version !== version) return { entries: seq - 1, brokenAt: { lane: 0, seq } }
    last.set(entry.stream, version)
  }
  return { entries: tables.entry.size, brokenAt: null }
}
