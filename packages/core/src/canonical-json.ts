import { err, ok, type Result } from 'neverthrow'
import type { Problem } from './problem.ts'

/** A value that JSON cannot carry without loss. */
export interface NotJson extends Problem<'json/not-json'> {
  /** Where it stands, e.g. `lines[2].price`; empty for the value itself. */
  readonly path: string
  /** What was found: `undefined`, `bigint`, `function`, `symbol`, `non-finite`, `instance`, `nul`, `lone-surrogate`, `too-deep` (a cycle, too), or `too-long`. */
  readonly found:
    | 'undefined'
    | 'bigint'
    | 'function'
    | 'symbol'
    | 'non-finite'
    | 'instance'
    | 'nul'
    | 'lone-surrogate'
    | 'too-deep'
    | 'too-long'
}

/**
 * The one text of a JSON value: names sorted by UTF-16 units, no blanks, `-0` as `0`; so equal values have equal hashes.
 *
 * Follows RFC 8785 (JSON Canonicalization Scheme). It refuses what JSON would silently drop or change: `undefined`, bigints, functions, symbols,
 * NaN and infinities, class instances such as `Date`; and, since PostgreSQL cannot store them, U+0000 and lone surrogates. Getters
 * are not called: a property with one counts as an instance, and so does a proxy that throws.
 *
 * @param value - Any value; not mutated.
 * @param depthLimit - Deepest nesting allowed, 32 by default; a scalar has depth 0. Cycles end here.
 * @param lengthLimit - Most UTF-16 units the text may have, unlimited by default; writing stops about there, so something huge costs no more than the limit.
 * @returns The text; `json/not-json` with the path of the first offence.
 *
 * @example
 * ```ts
 * import { canonicalJson } from '@caseload/core'
 * import { ok } from 'neverthrow'
 *
 * canonicalJson({ b: [1, -0], a: 'x' }) // => ok('{"a":"x","b":[1,0]}')
 * canonicalJson({ a: { b: Number.NaN } }).mapErr((problem) => problem.path)._unsafeUnwrapErr() // => 'a.b'
 * ```
 */
export function canonicalJson(value: unknown, depthLimit = 32, lengthLimit = Number.POSITIVE_INFINITY): Result<string, NotJson> {
  const offence: Offence = { path: [], found: null, unitsLeft: lengthLimit }
  const text = read(value, depthLimit, offence)
  if (text !== null && text.length <= lengthLimit) return ok(text)
  if (text !== null) offence.found ??= 'too-long'
  const path = offence.path.reverse().join('').replace(/^\./, '')
  const found = offence.found ?? 'instance'
  return err({ kind: 'json/not-json', path, found, message: `JSON cannot carry ${found} (at ${path === '' ? 'the top' : path})` })
}

interface Offence {
  path: string[]
  found: NotJson['found'] | null
  /** What is left of the limit: what was written so far is counted, punctuation only roughly. */
  unitsLeft: number
}

/** A proxy that throws is no plain object. */
function read(value: unknown, depthLimit: number, offence: Offence): string | null {
  try {
    return write(value, depthLimit, offence)
  } catch {
    return refuse(offence, 'instance')
  }
}

function write(value: unknown, depthLeft: number, offence: Offence): string | null {
  switch (typeof value) {
    case 'string':
      return writeText(value, offence)
    case 'number':
      return Number.isFinite(value) ? String(value === 0 ? 0 : value) : refuse(offence, 'non-finite')
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (depthLeft === 0) return refuse(offence, 'too-deep')
      return Array.isArray(value) ? writeArray(value, depthLeft, offence) : writeObject(value, depthLeft, offence)
    case 'undefined':
      return refuse(offence, 'undefined')
    case 'bigint':
      return refuse(offence, 'bigint')
    case 'function':
      return refuse(offence, 'function')
    case 'symbol':
      return refuse(offence, 'symbol')
  }
}

/** Text that stands between quotes as it is: nothing to escape, and no surrogate to look at closely. */
const plainText = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

function writeArray(items: readonly unknown[], depthLeft: number, offence: Offence): string | null {
  let text = '['
  for (let index = 0; index < items.length; index += 1) {
    offence.unitsLeft -= 1
    if (offence.unitsLeft < 0) return refuse(offence, 'too-long')
    const item = write(items[index], depthLeft - 1, offence)
    if (item === null) return within(offence, `[${index}]`)
    text += index === 0 ? item : `,${item}`
  }
  return `${text}]`
}

function writeObject(object: object, depthLeft: number, offence: Offence): string | null {
  const prototype: unknown = Object.getPrototypeOf(object)
  // A plain object from another realm or of node:sqlite has its own or no prototype; one level up there is nothing either way.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return refuse(offence, 'instance')
  if (Object.getOwnPropertySymbols(object).length > 0) return refuse(offence, 'symbol')
  let text = '{'
  for (const name of sortedNames(object)) {
    const property = Object.getOwnPropertyDescriptor(object, name)
    if (property === undefined || !('value' in property)) return within(offence, pathStep(name), 'instance')
    const key = writeText(name, offence)
    const member = key === null ? null : write(property.value, depthLeft - 1, offence)
    if (member === null) return within(offence, pathStep(name))
    text += text.length === 1 ? `${key}:${member}` : `,${key}:${member}`
  }
  return `${text}}`
}

/** Beyond so many names, putting each in its place costs more than a proper sort. */
const fewNames = 20

/** In order of UTF-16 units. Most objects have few names, which are put in place one by one: a sort would copy them first. */
function sortedNames(object: object): readonly string[] {
  const names = Object.keys(object)
  if (names.length > fewNames) return names.sort()
  for (let next = 1; next < names.length; next += 1) {
    const name = names[next] ?? ''
    let place = next
    for (let before = names[place - 1]; before !== undefined && before > name; before = names[place - 1]) {
      names[place] = before
      place -= 1
    }
    names[place] = name
  }
  return names
}

function writeText(text: string, offence: Offence): string | null {
  offence.unitsLeft -= text.length
  if (offence.unitsLeft < 0) return refuse(offence, 'too-long')
  if (plainText.test(text)) return `"${text}"`
  // With the `u` flag a paired surrogate is one code point, so this finds lone ones only.
  if (/\p{Surrogate}/u.test(text)) return refuse(offence, 'lone-surrogate')
  return text.includes('\u0000') ? refuse(offence, 'nul') : JSON.stringify(text)
}

function refuse(offence: Offence, found: NotJson['found']): null {
  offence.found ??= found
  return null
}

function within(offence: Offence, step: string, found?: NotJson['found']): null {
  if (found !== undefined) offence.found ??= found
  offence.path.push(step)
  return null
}

/** Names of members can be anything, so only the start is shown and anything unusual is quoted. */
function pathStep(name: string): string {
  return /^[A-Za-z_$][\w$]{0,63}$/.test(name) ? `.${name}` : `[${JSON.stringify(name.slice(0, 20))}]`
}
