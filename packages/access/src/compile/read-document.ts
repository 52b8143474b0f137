import { canonicalJson, parseInput } from '@caseload/core'
import type { AccessDocument } from '../document/access-document.ts'
import { accessDocumentSchema } from '../document/access-document-schema.ts'
import type { Issues } from './issues.ts'

/** A condition may be 16 levels deep, each of an object and a list. */
const deepest = 48

/** Reads a document of the right shape as a frozen copy; null where it has another, with every issue noted. */
export function readDocument(document: unknown, issues: Issues): AccessDocument | null {
  const text = canonicalJson(document, deepest)
  if (text.isErr()) {
    const { path, found } = text.error
    issues.add('access/malformed', path, ['plain JSON'], `expected plain JSON, not ${found}`)
    return null
  }
  const copy: unknown = JSON.parse(text.value)
  const parsed = parseInput(accessDocumentSchema, copy)
  if (parsed.isOk()) return freeze(parsed.value)
  for (const { path, expected } of parsed.error.issues) issues.add('access/malformed', path, [expected], `expected ${expected}`)
  return null
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const item of Object.values(value)) freeze(item)
  }
  return value
}
