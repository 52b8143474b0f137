import { canonicalJson } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { longerThan } from '../names/utf8-length.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'

/** Checks a payload and writes it as the text adapters keep. */
export function payloadText(value: unknown, limits: Limits, at: string): Result<JsonText, StorageInvalid> {
  if (weigh(value, limits.docBytes, limits.docDepth) < 0)
    return err(storageInvalid(at, `at most ${limits.docBytes} bytes of JSON`))
  const text = canonicalJson(value, limits.docDepth)
  if (text.isErr()) {
    const { path, found } = text.error
    const rule = found === 'too-deep' ? `at most ${limits.docDepth} levels` : `JSON (found: ${found})`
    return err(storageInvalid(path === '' ? at : path.startsWith('[') ? `${at}${path}` : `${at}.${path}`, rule))
  }
  if (longerThan(text.value, limits.docBytes)) return err(storageInvalid(at, `at most ${limits.docBytes} bytes of JSON`))
  return ok(text.value as JsonText)
}

/**
 * What is left of a budget of bytes after a value; negative as soon as it is overdrawn. A lower bound, so that something huge costs nothing before it is refused; what
 * is not JSON or too deep weighs nothing here and is refused by name afterwards.
 */
function weigh(value: unknown, budget: number, depthLeft: number): number {
  if (typeof value === 'string') return budget - value.length - 2
  if (typeof value !== 'object' || value === null || depthLeft === 0) return budget - 1
  let left = budget - 2
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && left >= 0; index += 1) left = weigh(value[index], left, depthLeft - 1)
    return left
  }
  for (const name of Object.keys(value)) {
    if (left < 0) return left
    const property = Object.getOwnPropertyDescriptor(value, name)
    left = weigh(property?.value, left - name.length - 3, depthLeft - 1)
  }
  return left
}
