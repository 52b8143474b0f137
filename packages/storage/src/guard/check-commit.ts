import type { TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { compareRef } from '../names/compare-ref.ts'
import type { Commit, Expectation, Write } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Ref } from '../port/ref.ts'
import type { Limits } from '../port/store-about.ts'
import { checkEvents } from './check-events.ts'
import { checkCountFrom, checkId, checkRef } from './check-ref.ts'
import { checkWork } from './check-work.ts'
import { checkWrite } from './check-write.ts'
import { isObject } from './is-object.ts'
import type { KindCatalogue } from './kind-catalogue.ts'
import { placed } from './placed.ts'

/** Checks a commit and puts it into the form adapters take: complete fields, payloads as text, everything in the one order. */
export function checkCommit(
  catalogue: KindCatalogue,
  limits: Limits,
  tenant: TenantId,
  change: Commit,
): Result<Commit<JsonText>, StorageInvalid> {
  if (!isObject(change)) return err(storageInvalid('change', 'an object'))
  const { key, fingerprint, expect = [], work = [] } = change
  const issue =
    checkId(key, 'key') ??
    (fingerprint === undefined ? null : checkId(fingerprint, 'fingerprint')) ??
    checkSize(change.writes, limits.writes, 'writes') ??
    checkSize(expect, limits.writes, 'expect') ??
    checkSize(change.events, limits.events, 'events') ??
    checkSize(work, limits.work, 'work')
  if (issue !== null) return err(issue)
  const writes = checkWrites(catalogue, limits, change.writes)
  if (writes.isErr()) return err(writes.error)
  const expectations = checkExpectations(catalogue, expect, writes.value)
  if (expectations.isErr()) return err(expectations.error)
  const events = checkEvents(limits, change.events)
  if (events.isErr()) return err(events.error)
  const changes = checkWork(limits, tenant, work)
  if (changes.isErr()) return err(changes.error)
  return ok({
    key,
    ...(fingerprint === undefined ? {} : { fingerprint }),
    expect: expectations.value,
    writes: writes.value,
    events: events.value,
    work: changes.value,
  })
}

function checkSize(items: unknown, most: number, at: string): StorageInvalid | null {
  return Array.isArray(items) && items.length <= most ? null : storageInvalid(at, `a list of at most ${most}`)
}

function checkWrites(
  catalogue: KindCatalogue,
  limits: Limits,
  writes: readonly Write[],
): Result<readonly Write<JsonText>[], StorageInvalid> {
  const checked: Write<JsonText>[] = []
  for (const write of writes) {
    const result = checkWrite(catalogue, limits, write)
    if (result.isErr()) return err(placed(result.error, `writes[${checked.length}]`))
    checked.push(result.value)
  }
  if (checked.length < 2) return ok(checked)
  const seen = new Set<string>()
  for (const { ref } of checked) {
    if (seen.has(refText(ref))) return err(storageInvalid(`writes[${seen.size}].ref`, 'each document once'))
    seen.add(refText(ref))
  }
  return ok(checked.sort((a, b) => compareRef(a.ref, b.ref)))
}

function checkExpectations(
  catalogue: KindCatalogue,
  expect: readonly Expectation[],
  writes: readonly Write<JsonText>[],
): Result<readonly Expectation[], StorageInvalid> {
  if (expect.length === 0) return ok([])
  const known = new Map(writes.map((write) => [refText(write.ref), write.version]))
  const checked: Expectation[] = []
  for (const [index, each] of expect.entries()) {
    if (!isObject(each)) return err(storageInvalid(`expect[${index}]`, 'an object with ref and version'))
    const { ref, version } = each
    const wrongRef = checkRef(catalogue, ref)
    if (wrongRef !== null) return err(placed(wrongRef, `expect[${index}].ref`))
    const wrongVersion = checkCountFrom(0, version, 'version')
    if (wrongVersion !== null) return err(placed(wrongVersion, `expect[${index}]`))
    const other = known.get(refText(ref))
    if (other !== undefined && other !== version) {
      return err(storageInvalid(`expect[${index}].version`, 'the version named elsewhere for the same document'))
    }
    if (other === undefined) checked.push({ ref, version })
    known.set(refText(ref), version)
  }
  return ok(checked.sort((a, b) => compareRef(a.ref, b.ref)))
}

function refText(ref: Ref): string {
  return `${ref.kind}/${ref.id}`
}
