import { compileConditions, type Fields, type Predicate } from '@caseload/conditions'
import type { AccessDocument, GrantDocument } from '../document/access-document.ts'
import { type AccessVocabulary, actionsLike, actionsOf, actorFields } from '../document/access-vocabulary.ts'
import type { Roles } from './compile-roles.ts'
import type { Issues } from './issues.ts'

/** A grant made ready. */
export interface Grant {
  /** Name. */
  readonly id: string
  /** Its place in the document. */
  readonly index: number
  /** Whether it denies. */
  readonly denies: boolean
  /** Whom it concerns. */
  readonly roles: readonly string[]
  /** What it concerns, in full. */
  readonly actions: ReadonlySet<string>
  /** What the actor must be; empty for anything. */
  readonly as: readonly string[]
  /** What must hold; null for anything. */
  readonly when: Predicate | null
  /** As it was written. */
  readonly document: GrantDocument
}

/** Checks grants and works out what each means. */
export function compileGrants(
  { grants }: AccessDocument,
  roles: Roles,
  vocabulary: AccessVocabulary,
  issues: Issues,
): readonly Grant[] {
  const actions = actionsOf(vocabulary)
  const names = new Set<string>()
  return grants.map((document, index) => {
    const path = `grants[${index}]`
    const { id, effect = 'allow', as = [] } = document
    if (names.has(id)) issues.add('access/duplicate-name', `${path}.id`, [id], 'expected a name of its own')
    names.add(id)
    for (const [place, name] of document.roles.entries())
      if (!roles.whole.has(name)) issues.add('access/unknown-role', `${path}.roles[${place}]`, [name], 'expected a declared role')
    const meant = document.actions.flatMap((pattern, place) => {
      const found = actionsLike(pattern, actions)
      if (found.length === 0)
        issues.add('access/unknown-action', `${path}.actions[${place}]`, [pattern], 'expected an action there is')
      return found
    })
    const resources = [...new Set(meant.map((action) => action.slice(0, action.indexOf('/'))))]
    for (const [place, relation] of as.entries())
      for (const resource of resources)
        if (!vocabulary[resource]?.relations?.includes(relation))
          issues.add(
            'access/unknown-relation',
            `${path}.as[${place}]`,
            [relation, resource],
            'expected a relation to the resource',
          )
    const when = document.when === undefined ? null : condition(document.when, resources, vocabulary, path, issues)
    return { id, index, denies: effect === 'deny', roles: document.roles, actions: new Set(meant), as, when, document }
  })
}

function condition(
  when: GrantDocument['when'],
  resources: readonly string[],
  vocabulary: AccessVocabulary,
  path: string,
  issues: Issues,
): Predicate | null {
  const [resource, another] = resources
  if (another !== undefined) {
    const what = 'expected actions of one sort of resource, whose facts it may ask about'
    issues.add('access/condition', `${path}.when`, ['several-resources', ...resources], what)
    return null
  }
  const facts = resource === undefined ? {} : vocabulary[resource]?.facts
  const fields: Fields = { ...facts, ...actorFields }
  const compiled = compileConditions(when, fields)
  if (compiled.isErr()) {
    for (const { kind, path: at, expected } of compiled.error)
      issues.add('access/condition', `${path}.when${at === '' ? '' : `.${at}`}`, [kind, expected], `expected ${expected}`)
    return null
  }
  if (compiled.value.usesNow)
    issues.add(
      'access/condition',
      `${path}.when`,
      ['depends-on-time'],
      'expected a condition without `within`: rights do not run out unseen',
    )
  return compiled.value
}
