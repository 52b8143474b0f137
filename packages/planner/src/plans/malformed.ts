import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'

/** An argument, and what must stand in it before anything is worked out with it. */
export type Wanted = readonly [value: unknown, ...names: readonly string[]]

/** What must stand in what was read. */
export const readings = ['docs', 'found'] as const
/** What must stand in policies. */
export const rules = ['access', 'workflows', 'fields'] as const

/**
 * What is wrong with arguments that no caller with types could give: one is no object, lacks what it is looked at for, or cannot be read. Null where nothing is; what stands deeper is taken at its type.
 *
 * @param given - The arguments by name.
 */
export function malformed(given: Readonly<Record<string, Wanted>>): InvalidInput | null {
  for (const [name, [value, ...names]] of Object.entries(given)) {
    const issue = issueOf(name, value, names)
    if (issue !== null) return invalidInput([issue])
  }
  return null
}

function issueOf(name: string, value: unknown, names: readonly string[]) {
  try {
    if (typeof value !== 'object' || value === null) return inputIssue([name], 'an object')
    const missing = names.find((each) => Reflect.get(value, each) === undefined)
    return missing === undefined ? null : inputIssue([name, missing], 'a value')
  } catch {
    return inputIssue([name], 'plain data that can be read')
  }
}
