import { invalid, type Path } from './condition-issue.ts'
import type { Budget } from './read-document.ts'

/** No condition has more members than this; a stranger's object with a million is not walked. */
const mostMembers = 20

/** The own data properties of a plain object; null, and an issue, for anything else. */
export function readMembers(value: unknown, at: Path, budget: Budget): ReadonlyMap<string, unknown> | null {
  if (!isPlainObject(value)) {
    budget.issues.push(
      invalid('conditions/malformed', at, 'a condition: an object with all, any, not, or a field and an operator'),
    )
    return null
  }
  const names = Object.keys(value)
  if (names.length > mostMembers) {
    budget.issues.push(invalid('conditions/malformed', at, 'a condition with a field and an operator, and nothing else'))
    return null
  }
  const members = new Map<string, unknown>()
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(value, name)
    if (property === undefined || !('value' in property)) {
      budget.issues.push(invalid('conditions/malformed', [...at, name], 'a plain value'))
      return null
    }
    members.set(name, property.value)
  }
  return members
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  // A plain object of another realm has a prototype of its own with nothing above it.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
