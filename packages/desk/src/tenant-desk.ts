import type { Actor } from '@caseload/core'
import type { Doc, Page, Query, Ref } from '@caseload/storage'
import type { ResultAsync } from 'neverthrow'
import type { ActingDesk } from './acting-desk.ts'
import type { QueryProblem } from './problems.ts'
import type { EventsPage, EventsRead } from './queries/events.ts'
import type { PolicyMethods } from './registry/policy-methods.ts'

/** A desk for one tenant. */
export interface TenantDesk {
  /**
   * Binds who acts; every method of what comes back speaks for them. An actor that is none gives `input/invalid` on each call.
   *
   * @param actor - Sort, identity and roles. The desk believes the application, which has authenticated them.
   */
  as(actor: Actor): ActingDesk
  /**
   * The registry of policies for whoever opened the desk, who holds the database anyway: the way out where nobody has the right to publish, activate or roll back any more, or the policies in force cannot be used. No right is asked
   * for; the journal names `system:owner`. Not for requests of users: those go through `as`.
   */
  readonly policies: PolicyMethods
  /**
   * Everything that was recorded for the tenant, in the order it was stored, a page at a time; for projections and integrations. Nothing is ever missed or told twice.
   *
   * @param read - Where to go on, how many, and which types.
   */
  events(read?: EventsRead): ResultAsync<EventsPage, QueryProblem>
  /** Documents of the application's own kinds by identity, in the order asked for; null where there is none. */
  load(refs: readonly Ref[]): ResultAsync<readonly (Doc | null)[], QueryProblem>
  /** Documents of one of the application's own kinds, by condition, a page at a time. */
  find(query: Query): ResultAsync<Page<Doc>, QueryProblem>
  /**
   * Everything of the tenant as lines of JSON, the same for the same content on every storage. Where reading fails, iteration throws with the problem as `cause`.
   */
  exportLines(): AsyncIterable<string>
}
