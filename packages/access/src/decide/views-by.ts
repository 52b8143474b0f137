import type { FieldView } from '../access.ts'
import type { FieldRules } from '../compile/compile-fields.ts'
import type { FieldRuleDocument } from '../document/access-document.ts'

/** How a field is seen that no rule speaks of. */
export const openToAll: FieldView = Object.freeze({ visible: true, protected: false })

const none: ReadonlyMap<string, FieldView> = new Map()

/** How those who hold some roles see the fields of a sort of resource that rules speak of. Every answer asks, so it is worked out once for the roles of one actor. */
export function viewsBy(fields: FieldRules): (held: ReadonlySet<string>, resource: string) => ReadonlyMap<string, FieldView> {
  const ruled = new Map<string, Map<string, readonly FieldRuleDocument[]>>()
  for (const key of [...fields.keys()].sort()) {
    const dot = key.indexOf('.')
    const resource = key.slice(0, dot)
    const those = ruled.get(resource) ?? new Map<string, readonly FieldRuleDocument[]>()
    ruled.set(resource, those.set(key.slice(dot + 1), fields.get(key) ?? []))
  }
  const known = new WeakMap<ReadonlySet<string>, Map<string, ReadonlyMap<string, FieldView>>>()
  return (held, resource) => {
    const rules = ruled.get(resource)
    if (rules === undefined) return none
    const byResource = known.get(held) ?? new Map<string, ReadonlyMap<string, FieldView>>()
    const before = byResource.get(resource)
    if (before !== undefined) return before
    const seen = new Map([...rules].map(([field, those]) => [field, viewOf(those, held)] as const))
    known.set(held, byResource.set(resource, seen))
    return seen
  }
}

function viewOf(rules: readonly FieldRuleDocument[], held: ReadonlySet<string>): FieldView {
  const hiding = rules.filter(({ visibleTo }) => !visibleTo.some((name) => held.has(name)))
  const [first] = hiding
  const settable = hiding.every(({ settableBy = [] }) => settableBy.some((name) => held.has(name)))
  if (first !== undefined) return Object.freeze({ visible: false, reason: first.reason, settable })
  return Object.freeze({ visible: true, protected: rules.some((rule) => rule.protected === true) })
}
