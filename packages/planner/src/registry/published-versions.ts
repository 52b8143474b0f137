import { standardAccess } from '@caseload/access'
import { canonicalJson, type Problem } from '@caseload/core'
import { standardIntake } from '@caseload/lifecycle'
import type { PoliciesDocument } from '../policies/policies-document.ts'
import type { PublishedPolicies } from './policy-registry.ts'

/** A sort of document within the policies that has a name and a version of its own. */
export type VersionedDocument = 'workflow' | 'catalogue' | 'intake' | 'access' | 'sla'

/** A document whose version was published with other content. */
export interface TakenVersion {
  /** What sort of document. */
  readonly document: VersionedDocument
  /** Its name. */
  readonly id: string
  /** Its version. */
  readonly version: number
  /** The version of the policies that has it with other content; 0 for what the first desk was created with. */
  readonly publishedIn: number
  /** The lowest version of its own that would be free. */
  readonly free: number
}

/** A document was changed and kept its version: decisions name versions, so what they were decided by would no longer be told. */
export interface VersionTaken extends Problem<'policies/version-taken'> {
  /** Every such document, in the order of the policies; never empty. */
  readonly documents: readonly TakenVersion[]
}

/** Policies as they are known under a version. */
export type KnownPolicies = Pick<PublishedPolicies, 'version'> & {
  /** The whole policies as a document. */
  readonly document: PoliciesDocument
}

/**
 * Whether policies hold a document under a version that stands for other content already.
 *
 * @param known - Every version there is, the first desk's (0) included; the earliest first.
 * @param document - What is to be published.
 * @returns The refusal; null where every version is new, or its content the same.
 */
export function versionTaken(known: readonly KnownPolicies[], document: PoliciesDocument): VersionTaken | null {
  const before = new Map<string, { readonly text: string; readonly publishedIn: number }>()
  const newest = new Map<string, number>()
  const wanted = versionedIn(document)
  for (const { version: publishedIn, document: earlier } of known)
    for (const { key, name, version, text } of versionedIn(earlier)) {
      if (!before.has(key)) before.set(key, { text, publishedIn })
      newest.set(name, Math.max(newest.get(name) ?? 0, version))
    }
  for (const { name, version } of wanted) newest.set(name, Math.max(newest.get(name) ?? 0, version))
  const documents = wanted.flatMap(({ key, name, sort, id, version, text }): readonly TakenVersion[] => {
    const earlier = before.get(key)
    if (earlier === undefined || earlier.text === text) return []
    return [{ document: sort, id, version, publishedIn: earlier.publishedIn, free: (newest.get(name) ?? 0) + 1 }]
  })
  const [first] = documents
  if (first === undefined) return null
  const more = documents.length > 1 ? ` (and ${documents.length - 1} more)` : ''
  const { document: sort, id, version, publishedIn, free } = first
  const message = `${sort} ${id} version ${version} has other content in version ${publishedIn} of the policies: give the changed one version ${free}${more}`
  return { kind: 'policies/version-taken', documents, message }
}

/** Whether policies are the same, whatever the order of their names. */
export function samePolicies(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other)
}

/** The version that was published with the very same content, the newest of them; null where none was. */
export function publishedAs(known: readonly KnownPolicies[], document: PoliciesDocument): number | null {
  const text = textOf(document)
  return known.findLast((each) => each.version > 0 && textOf(each.document) === text)?.version ?? null
}

interface Versioned {
  readonly sort: VersionedDocument
  readonly id: string
  readonly version: number
  readonly name: string
  readonly key: string
  readonly text: string
}

function versionedIn({ workflows, catalogue, intake, access, sla = [] }: PoliciesDocument): readonly Versioned[] {
  const of = (sort: VersionedDocument, document: { readonly id: string; readonly version: number }): Versioned => {
    const { id, version } = document
    const name = `${sort} ${id}`
    return { sort, id, version, name, key: `${name}@${version}`, text: textOf(document) }
  }
  return [
    ...workflows.map((each) => of('workflow', each)),
    ...(catalogue === undefined ? [] : [of('catalogue', catalogue)]),
    of('intake', intake ?? standardIntake),
    of('access', access ?? standardAccess),
    ...sla.map((each) => of('sla', each)),
  ]
}

/** Policies hold documents that hold conditions, each as deep as may be. */
const deepest = 96

function textOf(document: unknown): string {
  return canonicalJson(document, deepest).unwrapOr('')
}
