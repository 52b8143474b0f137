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
import type { CataloguedKind, KindCatalogue } from './kind-catalogue.ts'
import { payloadText } from './payload-text.ts'
import { scalarRule } from './scalar-rule.ts'

/** Checks one change of a document and puts it into the form adapters take. */
export function checkWrite(
  catalogue: KindCatalogue,
  limits: Limits,
  write: Write<unknown>,
  at: string,
): Result<Write<JsonText>, StorageInvalid> {
  const issue = checkRef(catalogue, write.ref, `${at}.ref`)
  if (issue !== null) return err(issue)
  const { ref, version } = write
  if (write.op === 'remove') {
    const wrong = checkCountFrom(1, version, `${at}.version`)
    return wrong === null ? ok({ op: 'remove', ref, version }) : err(wrong)
  }
  const op: unknown = write.op
  if (op !== 'put') return err(storageInvalid(`${at}.op`, 'put or remove'))
  const wrong = checkCountFrom(0, version, `${at}.version`)
  if (wrong !== null) return err(wrong)
  const kind = catalogue.get(ref.kind)
  if (kind === undefined) return err(storageInvalid(`${at}.ref.kind`, 'a declared kind'))
  const fields = completeFields(kind, limits, write, at)
  if (fields.isErr()) return err(fields.error)
  const keys = checkKeys(kind, limits, write.keys ?? [], `${at}.keys`)
  if (keys.isErr()) return err(keys.error)
  return payloadText(write.doc, limits, `${at}.doc`).map((doc) => ({
    op: 'put',
    ref,
    version,
    doc,
    fields: fields.value,
    keys: keys.value,
  }))
}

function completeFields(
  kind: CataloguedKind,
  limits: Limits,
  write: PutWrite<unknown>,
  at: string,
): Result<Readonly<Record<string, Scalar>>, StorageInvalid> {
  const given = write.fields
  if (typeof given !== 'object' || given === null) return err(storageInvalid(`${at}.fields`, 'an object'))
  for (const name of Object.keys(given)) {
    if (!kind.fields.has(name)) return err(storageInvalid(`${at}.fields`, 'declared fields only'))
  }
  let complete = true
  for (const [name, spec] of kind.fields) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === null) {
      if (spec.nullable !== true) return err(storageInvalid(`${at}.fields.${name}`, 'a value'))
      complete &&= value === null
      continue
    }
    const rule = scalarRule(spec.type, value, limits.fieldBytes)
    if (rule !== null) return err(storageInvalid(`${at}.fields.${name}`, rule))
    complete &&= !Object.is(value, -0)
  }
  // A copy either way: the caller may go on changing what was given.
  return ok(complete ? { ...given } : filledUp(kind, given))
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

function checkKeys(
  kind: CataloguedKind,
  limits: Limits,
  keys: readonly KeyValue[],
  at: string,
): Result<readonly KeyValue[], StorageInvalid> {
  if (!Array.isArray(keys) || keys.length > limits.keys) return err(storageInvalid(at, `a list of at most ${limits.keys}`))
  const byText = new Map<string, KeyValue>()
  for (const [index, key] of keys.entries()) {
    const issue = checkKey(kind, limits, key, `${at}[${index}]`)
    if (issue !== null) return err(issue)
    byText.set(`${key.name} ${key.value}`, { name: key.name, value: key.value })
  }
  return ok([...byText.values()].sort((a, b) => compareText(a.name, b.name) || compareText(a.value, b.value)))
}
