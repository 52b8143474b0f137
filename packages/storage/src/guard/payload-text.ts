import { canonicalJson } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import { longerThan } from '../names/utf8-length.ts'
import type { JsonText } from '../port/json-text.ts'
import { storageInvalid } from '../port/problem-factories.ts'
import type { StorageInvalid } from '../port/problems.ts'
import type { Limits } from '../port/store-about.ts'
import { isPlainJson } from './is-plain-json.ts'

/**
 * Checks a payload and writes it as the text adapters keep.
 *
 * What is evidently plain is written by the engine's own `JSON.stringify`, in a third of the time; everything else goes through core's `canonicalJson`, which
 * knows every way of not being JSON and says where. Among what that gets is every text with a `\u`: so U+0000 and lone surrogates come out of `JSON.stringify`.
 */
export function payloadText(value: unknown, limits: Limits, at: string): Result<JsonText, StorageInvalid> {
  if (isPlainJson(value, limits.docDepth, limits.docBytes)) {
    const plain = JSON.stringify(value)
    if (!plain.includes('\\u')) return withinLimit(plain, limits, at)
  }
  const text = canonicalJson(value, limits.docDepth, limits.docBytes)
  if (text.isOk()) return withinLimit(text.value, limits, at)
  const { path, found } = text.error
  if (found === 'too-long') return err(tooLong(limits, at))
  const rule = found === 'too-deep' ? `at most ${limits.docDepth} levels` : `JSON (found: ${found})`
  return err(storageInvalid(path === '' ? at : path.startsWith('[') ? `${at}${path}` : `${at}.${path}`, rule))
}

function withinLimit(text: string, limits: Limits, at: string): Result<JsonText, StorageInvalid> {
  return longerThan(text, limits.docBytes) ? err(tooLong(limits, at)) : ok(text as JsonText)
}

function tooLong(limits: Limits, at: string): StorageInvalid {
  return storageInvalid(at, `at most ${limits.docBytes} bytes of JSON`)
}
