import { err, ok, type Result } from 'neverthrow'
import { fieldRule, isFieldName, isKindName, kindRule } from '../names/names.ts'
import type { AccessPath, FieldSpec, KindSpec } from '../port/kind-spec.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'

const fieldTypes: ReadonlySet<string> = new Set(['text', 'int', 'instant', 'bool'])

/**
 * Checks declarations of kinds, for authors of adapters: `open` does it before anything else.
 *
 * @param kinds - As given to `open`.
 * @returns The same; `storage/invalid` with the place of the first mistake: a name outside its alphabet, a kind twice, names of fields that differ in case only,
 * an access path over an undeclared field, a path sorted by a field that is not sortable.
 *
 * @example
 * ```ts
 * import { checkKinds } from '@caseload/storage'
 *
 * checkKinds([{ kind: 'note', fields: { at: { type: 'instant', sortable: true } } }]).isOk() // => true
 * checkKinds([{ kind: 'note', fields: {}, paths: [{ eq: ['by'], sort: [] }] }])._unsafeUnwrapErr().path
 * // => 'kinds[0].paths[0].eq[0]'
 * ```
 */
export function checkKinds(kinds: readonly KindSpec[]): Result<readonly KindSpec[], StorageInvalid> {
  try {
    return checkEach(kinds)
  } catch {
    return err(storageInvalid('kinds', 'plain data that can be read'))
  }
}

function checkEach(kinds: readonly KindSpec[]): Result<readonly KindSpec[], StorageInvalid> {
  const seen = new Set<string>()
  for (const [index, spec] of kinds.entries()) {
    const issue = checkKind(spec, `kinds[${index}]`)
    if (issue !== null) return err(issue)
    if (seen.has(spec.kind)) return err(storageInvalid(`kinds[${index}].kind`, 'each kind once'))
    seen.add(spec.kind)
  }
  return ok(kinds)
}

function checkKind(spec: KindSpec, at: string): StorageInvalid | null {
  if (!isKindName(spec.kind)) return storageInvalid(`${at}.kind`, kindRule)
  const folded = new Set<string>()
  for (const [name, field] of Object.entries(spec.fields)) {
    const issue = checkField(name, field, `${at}.fields`, folded)
    if (issue !== null) return issue
  }
  for (const name of Object.keys(spec.keys ?? {})) {
    if (!isFieldName(name)) return storageInvalid(`${at}.keys`, `names: ${fieldRule}`)
  }
  for (const [index, path] of (spec.paths ?? []).entries()) {
    const issue = checkPath(spec, path, `${at}.paths[${index}]`)
    if (issue !== null) return issue
  }
  return null
}

function checkField(name: string, field: FieldSpec, at: string, folded: Set<string>): StorageInvalid | null {
  if (!isFieldName(name)) return storageInvalid(at, `names: ${fieldRule}`)
  // Column names of some engines do not know case.
  if (folded.has(name.toLowerCase()))
    return storageInvalid(`${at}.${name}`, 'a name that differs from the others in more than case')
  folded.add(name.toLowerCase())
  if (!fieldTypes.has(field.type)) return storageInvalid(`${at}.${name}.type`, 'one of: text, int, instant, bool')
  const sortable = 'sortable' in field && field.sortable === true
  return field.nullable === true && sortable ? storageInvalid(`${at}.${name}`, 'sortable or nullable, not both') : null
}

function checkPath(spec: KindSpec, path: AccessPath, at: string): StorageInvalid | null {
  for (const [index, name] of path.eq.entries()) {
    if (!Object.hasOwn(spec.fields, name)) return storageInvalid(`${at}.eq[${index}]`, 'a declared field')
  }
  for (const [index, name] of path.sort.entries()) {
    const field = Object.hasOwn(spec.fields, name) ? spec.fields[name] : undefined
    const sortable = field !== undefined && 'sortable' in field && field.sortable === true
    if (!sortable) return storageInvalid(`${at}.sort[${index}]`, 'a declared field that is sortable')
  }
  const names = [...path.eq, ...path.sort]
  if (names.length === 0 || new Set(names).size !== names.length) return storageInvalid(at, 'at least one field, each once')
  return null
}
