import { type InvalidInput, inputIssue, invalidInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { DeskOptions } from './create-desk.ts'

/** What each option must be, as far as it can be seen without using it; absent ones are left to their defaults. */
const expectations: { readonly [Name in keyof DeskOptions]-?: readonly [check: (value: unknown) => boolean, expected: string] } =
  {
    storage: [(value) => has(value, 'open'), 'a storage'],
    policies: [isObject, 'policies'],
    tenantPolicies: [orAbsent(isObject), 'policies by tenant'],
    kinds: [orAbsent(Array.isArray), 'a list of kinds of documents'],
    contacts: [orAbsent(isObject), 'an intake of contacts'],
    policyRegistry: [orAbsent((value) => typeof value === 'boolean'), 'true or false'],
    clock: [orAbsent((value) => has(value, 'now')), 'a clock'],
    ids: [orAbsent((value) => has(value, 'next')), 'a source of identities'],
    entropy: [orAbsent((value) => has(value, 'next')), 'a source of chance'],
    numberBlock: [
      orAbsent((value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= 10_000),
      'a whole number from 1 to 10,000',
    ],
  }

/**
 * What a desk is to be made of, looked at once: a caller without types may have left something out or given something else, and nothing of it may throw.
 *
 * @param options - Anything.
 */
export function readDeskOptions(options: DeskOptions): Result<DeskOptions, InvalidInput> {
  try {
    const given: unknown = options
    if (!isObject(given)) return err(invalidInput([inputIssue([], 'what a desk is made of')]))
    const { storage, policies, tenantPolicies, kinds, contacts, policyRegistry, clock, ids, entropy, numberBlock } = options
    const read: DeskOptions = {
      storage,
      policies,
      ...(tenantPolicies === undefined ? {} : { tenantPolicies: readable(tenantPolicies) }),
      ...(kinds === undefined ? {} : { kinds: readable(kinds) }),
      ...(contacts === undefined ? {} : { contacts }),
      ...(policyRegistry === undefined ? {} : { policyRegistry }),
      ...(clock === undefined ? {} : { clock }),
      ...(ids === undefined ? {} : { ids }),
      ...(entropy === undefined ? {} : { entropy }),
      ...(numberBlock === undefined ? {} : { numberBlock }),
    }
    for (const [name, [check, expected]] of Object.entries(expectations))
      if (!check(Reflect.get(read, name))) return err(invalidInput([inputIssue([name], expected)]))
    return ok(read)
  } catch {
    return err(invalidInput([inputIssue([], 'options that can be read')]))
  }
}

/** The same, once its names could be listed and what goes by them read. */
function readable<Value extends object>(value: Value): Value {
  Object.entries(value)
  return value
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function has(value: unknown, method: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function'
}

function orAbsent(check: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || check(value)
}
