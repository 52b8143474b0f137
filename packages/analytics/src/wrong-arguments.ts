import { type InvalidInput, inputIssue, invalidInput, isInstant } from '@caseload/core'

/** What something is looked at for; `anything` is only read. */
type Wanted = 'text' | 'number' | 'instant' | 'list' | 'object' | 'anything'

/**
 * What is wrong with rows that no caller with types could give, such as those of a file that was not what it seemed: they are no list, one of them is no object or lacks what it is looked at for, or cannot be read. Null where nothing is; what
 * stands deeper is taken at its type.
 */
export function wrongRows(name: string, rows: unknown, wanted: Readonly<Record<string, Wanted>>): InvalidInput | null {
  try {
    if (!Array.isArray(rows)) return issue([name], 'a list')
    const fields = Object.entries(wanted)
    for (const [index, row] of rows.entries()) {
      if (!isObject(row)) return issue([name, index], 'an object')
      for (const [field, what] of fields) if (!isA(what, row[field])) return issue([name, index, field], words[what])
    }
    return null
  } catch {
    return issue([name], 'plain data that can be read')
  }
}

/** The same of options, each of whose names stands for what it has to be where it is there. */
export function wrongOptions(name: string, options: unknown, names: Readonly<Record<string, Wanted>>): InvalidInput | null {
  try {
    if (!isObject(options)) return issue([name], 'an object')
    for (const [field, what] of Object.entries(names)) {
      const value = options[field]
      if (value !== undefined && !isA(what, value)) return issue([name, field], words[what])
    }
    return null
  } catch {
    return issue([name], 'plain data that can be read')
  }
}

const words: Readonly<Record<Wanted, string>> = {
  text: 'text',
  number: 'a number',
  instant: 'an instant',
  list: 'a list',
  object: 'an object',
  anything: 'anything',
}

function isA(wanted: Wanted, value: unknown): boolean {
  switch (wanted) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number' && !Number.isNaN(value)
    case 'instant':
      return typeof value === 'number' && isInstant(value)
    case 'list':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'anything':
      return true
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function issue(path: readonly PropertyKey[], expected: string): InvalidInput {
  return invalidInput([inputIssue(path, expected)])
}
