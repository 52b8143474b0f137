import { err, ok, type Result } from 'neverthrow'
import type { Access } from '../access.ts'
import { decider } from '../decide/decider.ts'
import type { AccessIssue } from '../document/access-issue.ts'
import type { AccessVocabulary } from '../document/access-vocabulary.ts'
import { analyseGrants } from './analyse-grants.ts'
import { compileFields } from './compile-fields.ts'
import { compileGrants } from './compile-grants.ts'
import { compileRoles } from './compile-roles.ts'
import { collectIssues } from './issues.ts'
import { readDocument } from './read-document.ts'

/**
 * Checks and analyses who may do and see what, before anybody depends on it.
 *
 * @param document - Anything; an `AccessDocument` is wanted. Copied, so later changes to it do no harm.
 * @param vocabulary - What there is to be granted.
 * @returns The access; or every issue found, each with its place and a witness: see `AccessIssueKind`. Names are looked up in a document of the right shape only, and grants are
 *   compared with each other only where every name is known.
 *
 * @example
 * ```ts
 * import { type AccessDocument, compileAccess } from '@caseload/access'
 * import { orThrow } from '@caseload/core'
 *
 * const vocabulary = { loan: { actions: ['read', 'extend'], relations: ['reader'] } }
 * const library: AccessDocument = {
 *   schema: 1, id: 'library', version: 1, title: 'A library', fields: [],
 *   roles: [{ id: 'reader', title: 'Reader', heldBy: ['requester'] }, { id: 'clerk', title: 'Clerk', heldBy: ['agent'] }],
 *   grants: [
 *     { id: 'own-loans', roles: ['reader'], actions: ['loan/*'], as: ['reader'] },
 *     { id: 'desk', roles: ['clerk'], actions: ['*'] },
 *   ],
 * }
 * const access = orThrow(compileAccess(library, vocabulary))
 * access.may({ kind: 'requester', id: 'eve' }, 'loan/extend', { relations: { reader: 'eve' } }).allowed // => true
 * access.may({ kind: 'requester', id: 'eve' }, 'loan/extend', { relations: { reader: 'bob' } }).allowed // => false
 * access.may({ kind: 'bot', id: 'b1' }, 'loan/read').allowed // => false
 *
 * const idle = { ...library, grants: [...library.grants, { id: 'too', roles: ['clerk'], actions: ['loan/read'] }] }
 * compileAccess(idle, vocabulary)._unsafeUnwrapErr().map(({ kind, witness }) => [kind, ...witness])
 * // => [['access/grant-never-fires', 'desk']]
 * ```
 */
export function compileAccess(document: unknown, vocabulary: AccessVocabulary): Result<Access, readonly AccessIssue[]> {
  const issues = collectIssues()
  const read = readDocument(document, issues)
  if (read === null) return err(issues.all())
  const roles = compileRoles(read, issues)
  const grants = compileGrants(read, roles, vocabulary, issues)
  const fields = compileFields(read, roles, vocabulary, issues)
  if (issues.all().length > 0) return err(issues.all())
  analyseGrants(read, grants, roles, issues)
  return issues.all().length > 0 ? err(issues.all()) : ok(decider(read, roles, grants, fields))
}
