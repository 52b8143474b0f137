import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { err, ok, type Result } from 'neverthrow'
import { catalogueKinds } from '../guard/kind-catalogue.ts'
import type { KindSpec } from '../port/kind-spec.ts'
import { storageInvalid, storageUnavailable } from '../port/problem-factories.ts'
import type { StorageInvalid, StorageUnavailable } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import type { ImportReport } from '../port/store-admin.ts'
import type { ExportRecord } from './export-record.ts'
import { isRecord } from './is-record.ts'
import { type RecordReader, recordReader } from './record-reader.ts'

/** An export that has been read through and found whole. */
export interface ExportedTenant {
  /** How much of what there is. */
  readonly counts: ImportReport
  /** Everything, in the order of the export. */
  readonly records: readonly ExportRecord[]
}

/**
 * Reads an export through before anything of it is stored, for authors of adapters.
 *
 * Documents may lack fields declared since: they are filled in like those of stored documents. The tenant in the header is not looked at, so that a
 * copy can be restored under another name.
 *
 * @param lines - As `exportTenant` gave them.
 * @param kinds - The kinds of the store that takes it in.
 * @param limits - Its limits.
 * @returns Everything; `storage/invalid` with the line (from 1) for a missing or foreign header, anything the guard would refuse, entries that do not follow
 * each other, counts that differ, a missing trailer or a wrong checksum; `storage/unavailable` where the source of lines fails.
 *
 * @example
 * ```ts
 * import { contractLimits, readExport } from '@caseload/storage'
 *
 * const cut = await readExport(['{"format":"caseload-tenant","version":1,"contract":1}'], [], contractLimits)
 * cut._unsafeUnwrapErr().message // => 'lines[2]: expected a trailer with the checksum'
 * ```
 */
export async function readExport(
  lines: AsyncIterable<string> | Iterable<string>,
  kinds: readonly KindSpec[],
  limits: Limits,
): Promise<Result<ExportedTenant, StorageInvalid | StorageUnavailable>> {
  const digest = sha256.create()
  const reader = recordReader(kinds, catalogueKinds(kinds), limits)
  let header: Readonly<Record<string, unknown>> | null = null
  let trailer: unknown
  let number = 0
  try {
    for await (const line of lines) {
      number += 1
      const at = `lines[${number}]`
      if (trailer !== undefined) return err(storageInvalid(at, 'nothing after the trailer'))
      const parsed = parseLine(line)
      if (parsed === null) return err(storageInvalid(at, 'a JSON object'))
      if (Object.hasOwn(parsed, 'sha256')) {
        trailer = parsed['sha256']
        continue
      }
      digest.update(utf8ToBytes(`${line}\n`))
      if (header === null) {
        if (!isHeader(parsed)) return err(storageInvalid(at, 'a header of format caseload-tenant, version 1, contract 1'))
        header = parsed
        continue
      }
      const issue = reader.take(parsed, at)
      if (issue !== null) return err(issue)
    }
  } catch (cause) {
    return err(storageUnavailable('other', cause))
  }
  if (header === null || trailer === undefined) return err(storageInvalid(`lines[${number + 1}]`, 'a trailer with the checksum'))
  if (trailer !== bytesToHex(digest.digest()))
    return err(storageInvalid(`lines[${number}].sha256`, 'the checksum of the lines before'))
  return checkCounts(header, reader)
}

function checkCounts(header: Readonly<Record<string, unknown>>, reader: RecordReader): Result<ExportedTenant, StorageInvalid> {
  const { counts, records } = reader
  for (const name of ['docs', 'entries', 'work'] as const) {
    if (header[name] !== counts[name]) return err(storageInvalid(`lines[1].${name}`, `${counts[name]}, the number that came`))
  }
  return ok({ counts, records })
}

function isHeader(line: Readonly<Record<string, unknown>>): boolean {
  return line['format'] === 'caseload-tenant' && line['version'] === 1 && line['contract'] === 1
}

function parseLine(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
