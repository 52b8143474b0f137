import type { ConditionDocument, ConditionValue, Field, Fields } from '@caseload/conditions'
import { parseDuration, parseInstant } from '@caseload/core'
import type { SlaFacts } from '../signals/sla-signal.ts'

type FactValue = SlaFacts[string]

/** More combinations than this are not tried; the analysis then says that it is incomplete. */
const mostCombinations = 20_000

/**
 * Facts that stand for all facts: of each field a missing value and one value from every stretch between the values that conditions name. Conditions that agree on these agree
 * everywhere, since no test tells two values of one stretch apart. Null where there are too many.
 */
export function representativeFacts(conditions: readonly ConditionDocument[], fields: Fields): readonly SlaFacts[] | null {
  const named = new Map<string, ConditionValue[]>()
  for (const condition of conditions) collect(condition, named)
  let all: readonly SlaFacts[] = [{}]
  for (const [name, values] of named) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (field === undefined) continue
    const choices = choicesOf(field, values)
    if (choices === null || all.length * choices.length > mostCombinations) return null
    all = all.flatMap((facts) => choices.map((value) => ({ ...facts, [name]: value })))
  }
  return all
}

function collect(condition: ConditionDocument, named: Map<string, ConditionValue[]>): void {
  if ('all' in condition) for (const part of condition.all) collect(part, named)
  else if ('any' in condition) for (const part of condition.any) collect(part, named)
  else if ('not' in condition) collect(condition.not, named)
  else {
    const values = named.get(condition.field) ?? []
    named.set(condition.field, values)
    if ('equals' in condition) values.push(condition.equals)
    if ('in' in condition) values.push(...condition.in)
    if ('anyOf' in condition) values.push(...condition.anyOf)
    if ('allOf' in condition) values.push(...condition.allOf)
    if ('noneOf' in condition) values.push(...condition.noneOf)
    if ('prefix' in condition) values.push(condition.prefix)
    if ('atLeast' in condition || 'moreThan' in condition || 'atMost' in condition || 'lessThan' in condition) {
      const bounds = [condition.atLeast, condition.moreThan, condition.atMost, condition.lessThan]
      values.push(...bounds.filter((bound) => bound !== undefined))
    }
  }
}

function choicesOf(field: Field, values: readonly ConditionValue[]): readonly FactValue[] | null {
  switch (field.type) {
    case 'boolean':
      return [null, true, false]
    case 'enum':
      return [null, ...field.values]
    case 'text':
      return [null, ...textChoices(values)]
    case 'number':
      return [null, ...around(values.map(Number), -Infinity)]
    case 'duration':
      return [
        null,
        ...around(
          values.map((value) => parseDuration(String(value)).unwrapOr(0)),
          0,
        ),
      ]
    case 'instant':
      return [
        null,
        ...around(
          values.map((value) => Number(parseInstant(String(value)).unwrapOr(parseInstant(0)._unsafeUnwrap()))),
          -8.64e15,
        ),
      ]
    case 'set':
      return setChoices(values)
  }
}

function textChoices(values: readonly ConditionValue[]): readonly string[] {
  const texts = [...new Set(values.map(String))]
  // A text that begins with a prefix need not equal anything named; one that equals nothing and begins with nothing is the last.
  const longer = texts.map((text) => `${text}\u0000`).filter((text) => !texts.includes(text))
  return [...texts, ...longer, '\u0001']
}

function around(values: readonly number[], least: number): readonly number[] {
  const bounds = [...new Set(values)].sort((a, b) => a - b)
  const between = bounds.flatMap((bound, index) => {
    const next = bounds[index + 1]
    return next === undefined ? [bound, bound + 1] : [bound, bound + (next - bound) / 2]
  })
  return [(bounds[0] ?? 0) - 1, ...between].filter((value) => value >= least)
}

function setChoices(values: readonly ConditionValue[]): readonly FactValue[] | null {
  const members = [...new Set(values)]
  if (members.length > 8) return null
  const sets: FactValue[] = [null]
  for (let bits = 0; bits < 1 << members.length; bits += 1) sets.push(chosen(members, bits))
  return sets
}

function chosen(members: readonly ConditionValue[], bits: number): FactValue {
  const picked = members.filter((_, index) => (bits & (1 << index)) !== 0)
  const texts = picked.filter((member) => typeof member === 'string')
  if (texts.length > 0) return texts
  const numbers = picked.filter((member) => typeof member === 'number')
  return numbers.length > 0 ? numbers : picked.filter((member) => typeof member === 'boolean')
}
