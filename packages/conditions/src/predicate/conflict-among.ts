import type { Field } from '../fields/field.ts'
import type { Scalar } from '../fields/read-fact.ts'
import type { Interval } from '../operators/field-test.ts'
import { complement, emptyInterval, everything, intersection } from '../operators/interval.ts'
import { canMeet, type Literal } from './literal.ts'

/** Literals of one field that no fact can meet together, as few as are found cheaply; null where some fact might. */
export function conflictAmong(literals: readonly Literal[]): readonly Literal[] | null {
  const needsFact = literals.find((literal) => !canMeet(literal, null))
  if (needsFact === undefined) return null
  const needsNone = literals.find(({ test, negated }) => test.admits.sort === 'missing' && test.admits.missing !== negated)
  if (needsNone !== undefined) return [needsFact, needsNone]
  if (needsFact.test.field.type === 'set') return membersConflict(literals)
  return valuesConflict(literals, needsFact) ?? rangesConflict(literals, needsFact.test.field) ?? prefixesConflict(literals)
}

/** Where only so many values are left, each is tried. */
function valuesConflict(literals: readonly Literal[], needsFact: Literal): readonly Literal[] | null {
  const choice = choices(literals, needsFact)
  if (choice === null) return null
  const conflict = new Set<Literal>([choice.by])
  for (const value of choice.values) {
    const refusing = literals.find((literal) => !canMeet(literal, value))
    if (refusing === undefined) return null
    conflict.add(refusing)
  }
  return [...conflict]
}

function choices(
  literals: readonly Literal[],
  needsFact: Literal,
): { readonly values: readonly Scalar[]; readonly by: Literal } | null {
  for (const literal of literals) {
    const { admits } = literal.test
    if (!literal.negated && admits.sort === 'values') return { values: admits.values, by: literal }
  }
  const { field } = needsFact.test
  if (field.type === 'enum') return { values: field.values, by: needsFact }
  return field.type === 'boolean' ? { values: [true, false], by: needsFact } : null
}

/** The ends that leave nothing between them; with whole intervals, that is always a pair. */
function rangesConflict(literals: readonly Literal[], field: Field): readonly Literal[] | null {
  const all = everything(field)
  let rest: Interval = all
  let lowest: Literal | null = null
  let highest: Literal | null = null
  for (const literal of literals) {
    const { admits } = literal.test
    if (admits.sort !== 'interval') continue
    const interval = literal.negated ? complement(admits.interval, all) : admits.interval
    if (interval === null) continue
    const next = intersection(rest, interval)
    if (next.low !== rest.low || next.lowOpen !== rest.lowOpen) lowest = literal
    if (next.high !== rest.high || next.highOpen !== rest.highOpen) highest = literal
    rest = next
  }
  if (!emptyInterval(rest, field)) return null
  return [...new Set([lowest, highest].filter((literal) => literal !== null))]
}

/** One text cannot begin in two ways, nor begin with what it must not begin with. */
function prefixesConflict(literals: readonly Literal[]): readonly Literal[] | null {
  const [longest] = literals
    .filter(({ test, negated }) => !negated && test.admits.sort === 'prefix')
    .sort((a, b) => prefixOf(b).length - prefixOf(a).length)
  if (longest === undefined) return null
  const text = prefixOf(longest)
  const other = literals.find(
    ({ test, negated }) => test.admits.sort === 'prefix' && text.startsWith(test.admits.prefix) === negated,
  )
  return other === undefined ? null : [longest, other]
}

function prefixOf({ test }: Literal): string {
  return test.admits.sort === 'prefix' ? test.admits.prefix : ''
}

/** Members that must be there against members that must not. */
function membersConflict(literals: readonly Literal[]): readonly Literal[] | null {
  const required = new Map<Scalar, Literal>()
  const forbidden = new Map<Scalar, Literal>()
  for (const literal of literals) {
    const { admits } = literal.test
    if (admits.sort !== 'members') continue
    const forbids = literal.negated ? admits.quantifier === 'any' : admits.quantifier === 'none'
    const requires = !literal.negated && admits.quantifier === 'all'
    for (const member of admits.members) {
      if (forbids) forbidden.set(member, literal)
      if (requires) required.set(member, literal)
    }
  }
  for (const literal of literals) {
    const conflict = memberConflict(literal, required, forbidden)
    if (conflict !== null) return [...new Set([literal, ...conflict])]
  }
  return null
}

function memberConflict(
  { test, negated }: Literal,
  required: ReadonlyMap<Scalar, Literal>,
  forbidden: ReadonlyMap<Scalar, Literal>,
): readonly Literal[] | null {
  if (test.admits.sort !== 'members') return null
  const { quantifier, members } = test.admits
  const against = (by: ReadonlyMap<Scalar, Literal>) => members.flatMap((member) => by.get(member) ?? [])
  const prohibitions = against(forbidden)
  const demands = against(required)
  const everyMember = (found: readonly Literal[]) => (found.length === members.length ? found : null)
  const someMember = (found: readonly Literal[]) => (found.length > 0 ? found.slice(0, 1) : null)
  if (quantifier === 'all') return negated ? everyMember(demands) : someMember(prohibitions)
  if (quantifier === 'any') return negated ? someMember(demands) : everyMember(prohibitions)
  return negated ? everyMember(prohibitions) : someMember(demands)
}
