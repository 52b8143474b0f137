import { checkEvents } from '../guard/check-events.ts'
import { checkCountFrom, checkRef } from '../guard/check-ref.ts'
import { checkName, checkSchedule } from '../guard/check-work.ts'
import { checkWrite } from '../guard/check-write.ts'
import type { KindCatalogue } from '../guard/kind-catalogue.ts'
import { payloadText } from '../guard/payload-text.ts'
import { placed } from '../guard/placed.ts'
import { idRule, isIdText } from '../names/names.ts'
import type { PutWrite } from '../port/commit.ts'
import type { NewEvent } from '../port/journal-entry.ts'
import type { KeyValue, KindSpec } from '../port/kind-spec.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Ref } from '../port/ref.ts'
import type { Scalar } from '../port/scalar.ts'
import type { Limits } from '../port/store-about.ts'
import type { ImportReport } from '../port/store-admin.ts'
import { backfilledField } from './backfilled-field.ts'
import type { ExportRecord } from './export-record.ts'
import { isRecord } from './is-record.ts'

type Line = Readonly<Record<string, unknown>>

/** Collects the records of an export one by one. */
export interface RecordReader {
  /** What has come so far. */
  readonly records: readonly ExportRecord[]
  /** How much of what. */
  readonly counts: ImportReport
  /** Takes in one more line. */
  take(line: Line, at: string): StorageInvalid | null
}

/** Starts to collect; every record passes the checks that the guard makes of a commit. */
export function recordReader(kinds: readonly KindSpec[], catalogue: KindCatalogue, limits: Limits): RecordReader {
  const specs = new Map(kinds.map((spec) => [spec.kind, spec]))
  const records: ExportRecord[] = []
  const counts = { docs: 0, entries: 0, work: 0 }
  const seen = new Set<string>()
  const streams = new Map<string, number>()

  return {
    records,
    counts,
    take(line, at) {
      const about = isRecord(line['about']) ? line['about'] : line
      switch (line['type']) {
        case 'doc':
          return takeDoc(about, line['payload'], at)
        case 'removed':
          return takeRemoved(about, at)
        case 'entry':
          return takeEntry(about, line['payload'], at)
        case 'follower':
          return takeFollower(about, at)
        case 'work':
          return takeWork(about, line['payload'], at)
        default:
          return storageInvalid(`${at}.type`, 'doc, removed, entry, follower or work')
      }
    },
  }

  function takeDoc(about: Line, payload: unknown, at: string): StorageInvalid | null {
    const ref = readRef(about['ref'])
    const version = about['version']
    const text = payloadText(payload, limits, `${at}.payload`)
    if (text.isErr()) return text.error
    const issue = checkCountFrom(1, version, `${at}.version`) ?? wrongRef(ref, at) ?? once(`doc ${ref.kind}/${ref.id}`, at)
    if (issue !== null) return issue
    const given = isRecord(about['fields']) ? about['fields'] : {}
    const write: PutWrite<unknown> = {
      op: 'put',
      ref,
      version: Number(version),
      doc: payload,
      fields: completeFields(ref.kind, given, text.value),
      // Names that are declared no longer are left behind, as fields are.
      keys: readKeys(about['keys']).filter(({ name }) => name === '' || isDeclared(ref.kind, name)),
    }
    const checked = checkWrite(catalogue, limits, write)
    if (checked.isErr()) return placed(checked.error, at)
    if (checked.value.op !== 'put') return storageInvalid(at, 'a document')
    const { fields, keys = [] } = checked.value
    for (const { name, value } of keys) {
      const unique = catalogue.get(ref.kind)?.keys.get(name)?.unique === true
      const taken = unique ? once(`key ${ref.kind} ${name} ${value}`, `${at}.keys`) : null
      if (taken !== null) return storageInvalid(`${at}.keys`, `a value of ${name} that no other document has`)
    }
    records.push({ type: 'doc', ref, version: write.version, doc: text.value, fields, keys })
    counts.docs += 1
    return null
  }

  function takeRemoved(about: Line, at: string): StorageInvalid | null {
    const ref = readRef(about['ref'])
    const version = about['version']
    const issue = wrongRef(ref, at) ?? checkCountFrom(1, version, `${at}.version`) ?? once(`doc ${ref.kind}/${ref.id}`, at)
    if (issue === null) records.push({ type: 'removed', ref, version: Number(version) })
    return issue
  }

  function takeEntry(about: Line, data: unknown, at: string): StorageInvalid | null {
    const event = { ...about, data }
    if (!isEvent(event)) return storageInvalid(at, 'a journal entry')
    const checked = checkEvents(limits, [event])
    if (checked.isErr()) return storageInvalid(`${at}${checked.error.path.replace('events[0]', '')}`, checked.error.rule)
    const { seq, lane, commit } = about
    const version = (streams.get(event.stream) ?? 0) + 1
    if (lane !== 0 || seq !== counts.entries + 1) return storageInvalid(`${at}.seq`, `lane 0, seq ${counts.entries + 1}`)
    if (event.version !== version) return storageInvalid(`${at}.version`, `${version}, after the entry of this stream before it`)
    if (!isIdText(commit)) return storageInvalid(`${at}.commit`, idRule)
    streams.set(event.stream, version)
    counts.entries += 1
    for (const entry of checked.value) records.push({ type: 'entry', entry: { ...entry, lane: 0, seq: counts.entries, commit } })
    return null
  }

  function takeFollower(about: Line, at: string): StorageInvalid | null {
    const { consumer, lane, seq } = about
    const issue =
      checkName(consumer, `${at}.consumer`) ?? checkCountFrom(1, seq, `${at}.seq`) ?? once(`follower ${String(consumer)}`, at)
    if (issue !== null) return issue
    if (lane !== 0 || Number(seq) > counts.entries) return storageInvalid(`${at}.seq`, 'a place in the journal')
    records.push({ type: 'follower', consumer: String(consumer), lane: 0, seq: Number(seq) })
    return null
  }

  function takeWork(about: Line, payload: unknown, at: string): StorageInvalid | null {
    const change = {
      op: 'schedule',
      queue: textOf(about['queue']),
      id: textOf(about['id']),
      dueAt: Number(about['dueAt']),
      payload,
    } as const
    const checked = checkSchedule(limits, change)
    if (checked.isErr()) return placed(checked.error, at)
    const { queue, id, dueAt } = checked.value
    const issue = once(`work ${queue}/${id}`, at)
    if (issue !== null) return issue
    records.push({ type: 'work', queue, id, dueAt, payload: checked.value.payload })
    counts.work += 1
    return null
  }

  function wrongRef(ref: Ref, at: string): StorageInvalid | null {
    const issue = checkRef(catalogue, ref)
    return issue === null ? null : placed(issue, `${at}.ref`)
  }

  function once(what: string, at: string): StorageInvalid | null {
    if (seen.has(what)) return storageInvalid(at, 'each document, follower and work item once')
    seen.add(what)
    return null
  }

  function isDeclared(kind: string, name: string): boolean {
    const spec = specs.get(kind)
    return spec === undefined || Object.hasOwn(spec.keys ?? {}, name)
  }

  function completeFields(kind: string, given: Line, text: string): Readonly<Record<string, Scalar>> {
    const fields: Record<string, Scalar> = {}
    for (const [name, spec] of Object.entries(specs.get(kind)?.fields ?? {})) {
      const value: unknown = Object.hasOwn(given, name) ? given[name] : backfilledField(name, spec, text)
      // What is no scalar stays away, and the check of the whole says that the field is missing.
      if (isScalar(value)) fields[name] = value
    }
    return fields
  }
}

function readRef(value: unknown): Ref {
  return isRecord(value) ? { kind: textOf(value['kind']), id: textOf(value['id']) } : { kind: '', id: '' }
}

function readKeys(value: unknown): readonly KeyValue[] {
  if (!Array.isArray(value)) return []
  return value.map((key: unknown) =>
    isRecord(key) ? { name: textOf(key['name']), value: textOf(key['value']) } : { name: '', value: '' },
  )
}

/** The empty text is refused wherever one is wanted. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Only what the types need; the checks of events look at the values. */
function isEvent(value: Line): value is Line & NewEvent<unknown> {
  const texts = [value['stream'], value['type'], value['actor']]
  const numbers = [value['version'], value['schema'], value['at'], value['recordedAt']]
  return (
    texts.every((text) => typeof text === 'string') && numbers.every((number) => typeof number === 'number') && 'cause' in value
  )
}
