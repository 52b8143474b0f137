import { err, ok, type Result } from 'neverthrow'
import { compareText } from '../names/compare-text.ts'
import type { PutWrite, Write } from '../port/commit.ts'
import type { JsonText } from '../port/json-text.ts'
import type { KeyValue } from '../port/kind-spec.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Scalar } from '../port/scalar.ts'
import type { Limits } from '../port/store-about.ts'
import { checkKey } from './check-query.ts'
import { checkCountFrom, checkRef } from './check-ref.ts'
import { isObject } from './is-object.ts'
import type { CataloguedKind, KindCatalogue } from './kind-catalogue.ts'
import { payloadText } from './payload-text.ts'
import { placed } from './placed.ts'
import { scalarRule } from './scalar-rule.ts'

/** Checks one change of a document and puts it into the form adapters take. */
export function checkWrite(
  catalogue: KindCatalogue,
  limits: Limits,
  write: Write<unknown>,
): Result<Write<JsonText>, StorageInvalid> {
  if (!isObject(write)) return err(storageInvalid('', 'a document to put or to remove'))
  const issue = checkRef(catalogue, write.ref)
  if (issue !== null) return err(placed(issue, 'ref'))
  const { ref, version } = write
  if (write.op === 'remove') {
    const wrong = checkCountFrom(1, version, 'version')
    return wrong === null ? ok({ op: 'remove', ref, version }) : err(wrong)
  }
  const op: unknown = write.op
  if (op !== 'put') return err(storageInvalid('op', 'put or remove'))
  const wrong = checkCountFrom(0, version, 'version')
  if (wrong !== null) return err(wrong)
  const kind = catalogue.get(ref.kind)
  if (kind === undefined) return err(storageInvalid('ref.kind', 'a declared kind'))
  const fields = completeFields(kind, limits, write)
  if (fields.isErr()) return err(fields.error)
  const keys = checkKeys(kind, limits, write.keys ?? [])
  if (keys.isErr()) return err(keys.error)
  const doc = payloadText(write.doc, limits, 'doc')
  if (doc.isErr()) return err(doc.error)
  return ok({ op: 'put', ref, version, doc: doc.value, fields: fields.value, keys: keys.value })
}

function completeFields(
  kind: CataloguedKind,
  limits: Limits,
  write: PutWrite<unknown>,
): Result<Readonly<Record<string, Scalar>>, StorageInvalid> {
  if (typeof write.fields !== 'object' || write.fields === null) return err(storageInvalid('fields', 'an object'))
  // A copy: the caller may go on changing what was given, and what is stored is what was looked at, whatever a getter gives the next time.
  const given = { ...write.fields }
  let complete = true
  let known = 0
  for (const { name, spec } of kind.declared) {
    const own = Object.hasOwn(given, name)
    if (own) known += 1
    const value = own ? given[name] : undefined
    if (value === undefined || value === null) {
      if (spec.nullable !== true) return err(storageInvalid(`fields.${name}`, 'a value'))
      complete &&= value === null
      continue
    }
    const rule = scalarRule(spec.type, value, limits.fieldBytes)
    if (rule !== null) return err(storageInvalid(`fields.${name}`, rule))
    complete &&= !Object.is(value, -0)
  }
  if (Object.keys(given).length > known) return err(storageInvalid('fields', 'declared fields only'))
  return ok(complete ? given : filledUp(kind, given))
}

/** What was left out is null, and −0 is 0, since not every engine can tell them apart. */
function filledUp(kind: CataloguedKind, given: Readonly<Record<string, Scalar>>): Readonly<Record<string, Scalar>> {
  const fields: Record<string, Scalar> = {}
  for (const name of kind.fields.keys()) {
    const value = Object.hasOwn(given, name) ? (given[name] ?? null) : null
    fields[name] = value === 0 ? 0 : value
  }
  return fields
}

function checkKeys(kind: CataloguedKind, limits: Limits, keys: readonly KeyValue[]): Result<readonly KeyValue[], StorageInvalid> {
  if (!Array.isArray(keys) || keys.length > limits.keys) return err(storageInvalid('keys', `a list of at most ${limits.keys}`))
  const checked: KeyValue[] = []
  let sorted = true
  let before: KeyValue | null = null
  for (const key of keys) {
    const issue = checkKey(kind, limits, key)
    if (issue !== null) return err(placed(issue, `keys[${checked.length}]`))
    sorted &&= before === null || compareKeys(before, key) < 0
    before = { name: key.name, value: key.value }
    checked.push(before)
  }
  if (sorted) return ok(checked)
  checked.sort(compareKeys)
  return ok(checked.filter((key, index) => index === 0 || compareKeys(key, checked[index - 1] ?? key) !== 0))
}

function compareKeys(a: KeyValue, b: KeyValue): number {
  return (a.name === b.name ? 0 : compareText(a.name, b.name)) || compareText(a.value, b.value)
}
