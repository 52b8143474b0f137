import { err, ok, type Result } from 'neverthrow'
import type { KeyValue } from '../port/kind-spec.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { CountQuery, Filter, Op, Query, Sort } from '../port/query.ts'
import type { Limits } from '../port/store-about.ts'
import { isObject } from './is-object.ts'
import type { CataloguedKind, KindCatalogue } from './kind-catalogue.ts'
import { placed } from './placed.ts'
import { scalarRule, textRule } from './scalar-rule.ts'

const ops: ReadonlySet<string> = new Set<Op>(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'prefix'])
const mostSorts = 8

/** Checks a query except for its page token, and gives the kind it is about. */
export function checkQuery(catalogue: KindCatalogue, limits: Limits, query: Query): Result<CataloguedKind, StorageInvalid> {
  if (!isObject(query)) return err(storageInvalid('query', 'an object'))
  const kind = catalogue.get(query.kind)
  if (kind === undefined) return err(storageInvalid('kind', 'a declared kind'))
  const issue =
    checkFilters(kind, limits, query.where ?? []) ??
    checkSought(kind, limits, query.key) ??
    checkSorts(kind, query.sort ?? []) ??
    checkLimit(query.limit, limits.page)
  return issue === null ? ok(kind) : err(issue)
}

/** Checks a count. */
export function checkCount(catalogue: KindCatalogue, limits: Limits, query: CountQuery): StorageInvalid | null {
  if (!isObject(query)) return storageInvalid('query', 'an object')
  const kind = catalogue.get(query.kind)
  if (kind === undefined) return storageInvalid('kind', 'a declared kind')
  const by: readonly string[] = query.by ?? []
  if (!Array.isArray(by) || by.length > mostSorts || new Set(by).size !== by.length) {
    return storageInvalid('by', `at most ${mostSorts} fields, each once`)
  }
  for (const [index, field] of by.entries()) {
    if (!kind.fields.has(field)) return storageInvalid(`by[${index}]`, 'a declared field')
  }
  return checkFilters(kind, limits, query.where ?? []) ?? checkLimit(query.limit, limits.page)
}

/** Checks one look-up value. */
export function checkKey(kind: CataloguedKind, limits: Limits, key: KeyValue): StorageInvalid | null {
  if (!isObject(key)) return storageInvalid('', 'an object with name and value')
  if (!kind.keys.has(key.name)) return storageInvalid('name', 'a declared key')
  const rule = key.value === '' ? 'text that is not empty' : textRule(key.value, limits.fieldBytes)
  return rule === null ? null : storageInvalid('value', rule)
}

function checkSought(kind: CataloguedKind, limits: Limits, key: KeyValue | undefined): StorageInvalid | null {
  const issue = key === undefined ? null : checkKey(kind, limits, key)
  return issue === null ? null : placed(issue, 'key')
}

/** Checks how many are wanted. */
export function checkLimit(limit: unknown, most: number, at = 'limit'): StorageInvalid | null {
  const fits = typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= most
  return fits ? null : storageInvalid(at, `a whole number from 1 to ${most}`)
}

function checkFilters(kind: CataloguedKind, limits: Limits, where: readonly Filter[]): StorageInvalid | null {
  if (!Array.isArray(where) || where.length > limits.filters) return storageInvalid('where', `at most ${limits.filters} filters`)
  for (const [index, filter] of where.entries()) {
    const issue = checkFilter(kind, limits, filter, `where[${index}]`)
    if (issue !== null) return issue
  }
  return null
}

function checkFilter(kind: CataloguedKind, limits: Limits, filter: Filter, at: string): StorageInvalid | null {
  if (!isObject(filter)) return storageInvalid(at, 'an object with field, op and value')
  const field = kind.fields.get(filter.field)
  if (field === undefined) return storageInvalid(`${at}.field`, 'a declared field')
  const { op, value } = filter
  if (!ops.has(op)) return storageInvalid(`${at}.op`, `one of: ${[...ops].join(', ')}`)
  if (op === 'prefix' && field.type !== 'text') return storageInvalid(`${at}.op`, 'a text field for prefix')
  if (op === 'in') {
    if (!Array.isArray(value) || value.length > limits.inValues) {
      return storageInvalid(`${at}.value`, `a list of at most ${limits.inValues} values`)
    }
    for (const [index, item] of value.entries()) {
      const rule = item === null ? null : scalarRule(field.type, item, limits.fieldBytes)
      if (rule !== null) return storageInvalid(`${at}.value[${index}]`, rule)
    }
    return null
  }
  if (value === null && (op === 'eq' || op === 'ne')) return null
  const rule = scalarRule(field.type, value, limits.fieldBytes)
  return rule === null ? null : storageInvalid(`${at}.value`, rule)
}

function checkSorts(kind: CataloguedKind, sort: readonly Sort[]): StorageInvalid | null {
  if (!Array.isArray(sort) || sort.length > mostSorts) return storageInvalid('sort', `at most ${mostSorts} fields`)
  const seen = new Set<string>()
  for (const [index, step] of sort.entries()) {
    if (!isObject(step)) return storageInvalid(`sort[${index}]`, 'an object with field and dir')
    const { field: name, dir } = step
    const field = kind.fields.get(name)
    if (field === undefined || !('sortable' in field) || field.sortable !== true) {
      return storageInvalid(`sort[${index}].field`, 'a declared field that is sortable')
    }
    if (seen.has(name)) return storageInvalid(`sort[${index}].field`, 'each field once')
    if (dir !== 'asc' && dir !== 'desc') return storageInvalid(`sort[${index}].dir`, 'asc or desc')
    seen.add(name)
  }
  return null
}
