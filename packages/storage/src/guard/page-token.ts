import { canonicalJson, type TenantId } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { isIdText } from '../names/names.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Position, Query } from '../port/query.ts'
import type { Scalar } from '../port/scalar.ts'
import type { Limits } from '../port/store-about.ts'
import { bindingTag } from './binding-tag.ts'
import type { CataloguedKind } from './kind-catalogue.ts'
import { scalarRule } from './scalar-rule.ts'

const rule = 'a token of this tenant and query'

/** Writes where a page ended as a token that only the same tenant and query accept. */
export function pageToken(tenant: TenantId, query: Query, position: Position): string {
  const body = encode(JSON.stringify(position))
  return `${body}.${bindingTag('page', tenant, queryText(query), body)}`
}

/** Reads a page token back; refused unless it was made for this tenant and query and fits its order. */
export function readPageToken(
  tenant: TenantId,
  query: Query,
  kind: CataloguedKind,
  limits: Limits,
): Result<Position | null, StorageInvalid> {
  const token: unknown = query.after
  if (token === undefined) return ok(null)
  if (typeof token !== 'string' || token.length > 8192) return err(storageInvalid('after', rule))
  const body = token.slice(0, token.lastIndexOf('.'))
  if (token !== `${body}.${bindingTag('page', tenant, queryText(query), body)}`) return err(storageInvalid('after', rule))
  const position = decode(body)
  const sorts = query.sort ?? []
  if (!Array.isArray(position) || position.length !== sorts.length + 1) return err(storageInvalid('after', rule))
  const values: Scalar[] = []
  for (const [index, sort] of sorts.entries()) {
    const field = kind.fields.get(sort.field)
    const value: unknown = position[index]
    if (field === undefined || !isScalar(value) || scalarRule(field.type, value, limits.fieldBytes) !== null) {
      return err(storageInvalid('after', rule))
    }
    values.push(value)
  }
  const id: unknown = position[sorts.length]
  if (!isIdText(id)) return err(storageInvalid('after', rule))
  return ok([...values, id])
}

/** What makes two queries the same for paging: everything but the size of the page. */
function queryText(query: Query): string {
  const { kind, where = [], key = null, sort = [] } = query
  return canonicalJson({ kind, where, key, sort }).unwrapOr('')
}

function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function encode(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function decode(body: string): unknown {
  try {
    const binary = atob(body.replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))))
  } catch {
    return null
  }
}
