import type { AccessDocument, FieldRuleDocument } from '../document/access-document.ts'
import type { AccessVocabulary } from '../document/access-vocabulary.ts'
import type { Roles } from './compile-roles.ts'
import type { Issues } from './issues.ts'

/** Rules of each field, by `resource.field`, in the order of the document. */
export type FieldRules = ReadonlyMap<string, readonly FieldRuleDocument[]>

/** Checks the rules of fields and sorts them by field. */
export function compileFields(
  { fields }: AccessDocument,
  roles: Roles,
  vocabulary: AccessVocabulary,
  issues: Issues,
): FieldRules {
  const rules = new Map<string, FieldRuleDocument[]>()
  for (const [index, rule] of fields.entries()) {
    const path = `fields[${index}]`
    const { resource } = rule
    const known = Object.hasOwn(vocabulary, resource) ? (vocabulary[resource]?.fields ?? []) : null
    if (known === null)
      issues.add('access/unknown-resource', `${path}.resource`, [resource], 'expected a sort of resource there is')
    for (const list of ['visibleTo', 'settableBy'] as const)
      for (const [place, name] of (rule[list] ?? []).entries())
        if (!roles.whole.has(name))
          issues.add('access/unknown-role', `${path}.${list}[${place}]`, [name], 'expected a declared role')
    for (const [place, name] of rule.fields.entries()) {
      const meant = (known ?? []).filter((field) => name === '*' || field === name)
      if (meant.length === 0 && known !== null)
        issues.add('access/unknown-field', `${path}.fields[${place}]`, [name, resource], 'expected a field that can be hidden')
      for (const field of meant) {
        const key = `${resource}.${field}`
        rules.set(key, [...(rules.get(key) ?? []), rule])
      }
    }
  }
  return rules
}
