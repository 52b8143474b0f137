import type { AccessDenied } from '@caseload/access'
import type { InvalidInput, Problem } from '@caseload/core'
import type { TicketRejection } from '@caseload/lifecycle'
import type { PlanRejection, PolicyIssue, PolicyVersions, UnreadableDocument } from '@caseload/planner'
import type { CommitProblem, ReadProblem, StorageProblem } from '@caseload/storage'

/** Others changed the same documents each time; nothing was written. Try again later. */
export interface Contended extends Problem<'desk/contended'> {
  /** How often it was decided. */
  readonly attempts: number
}

/** Contacts can only be accepted where `createDesk` was given an intake. */
export interface NoIntake extends Problem<'desk/no-intake'> {}

/** A handler threw; what, is its `cause`, which no log or answer shows by accident. */
export interface HandlerThrew extends Problem<'desk/handler-threw'> {
  /** What it threw; not enumerable. */
  readonly cause?: unknown
}

/** A handler took longer than it may. */
export interface HandlerTimedOut extends Problem<'desk/handler-timed-out'> {
  /** How long it may take, in milliseconds. */
  readonly limitMs: number
}

/** The policies cannot be used. */
export interface InvalidPolicies extends Problem<'desk/invalid-policies'> {
  /** Tenant whose policies they are; null for those of all tenants. */
  readonly tenant: string | null
  /** Everything that is wrong with them; never empty. */
  readonly issues: readonly PolicyIssue[]
}

/** The store could not do its part; what can be done about it depends on the kind, see `@caseload/storage`. */
export type DeskFault = CommitProblem | ReadProblem | UnreadableDocument

/** Why a desk could not be created. */
export type CreateDeskProblem = InvalidInput | InvalidPolicies | StorageProblem

/**
 * Why a command came to nothing. Refusals of the lifecycle say in `allowedNow` what the same actor could do instead; for all other kinds there is no such list.
 */
export type CommandProblem =
  | Decided<TicketRejection>
  | Listless<Decided<Exclude<PlanRejection, TicketRejection>>>
  | Listless<InvalidInput | Contended | DeskFault | InvalidPolicies>

/** A refusal, and by which versions of the policies it was decided where a command was refused by them. */
export type Decided<Refused> = Refused extends unknown
  ? Refused & {
      /** The versions. */
      readonly policies?: PolicyVersions
    }
  : never

/** Why a question has no answer. */
export type QueryProblem = InvalidInput | AccessDenied | DeskFault | InvalidPolicies

/** What a problem lacks that is no refusal of the lifecycle. */
export interface NoAlternatives {
  /** Never there: nothing is known to be allowed instead. */
  readonly allowedNow?: never
}

/** A problem without a list of alternatives, so that `problem.allowedNow` can be asked for without telling kinds apart first. */
export type Listless<P> = P extends unknown ? P & NoAlternatives : never

/** Others were faster each time. */
export function contended(attempts: number): Contended {
  return { kind: 'desk/contended', attempts, message: `others changed the same documents ${attempts} times in a row` }
}

/** No intake. */
export function noIntake(): NoIntake {
  return { kind: 'desk/no-intake', message: 'this desk was given no intake of contacts' }
}

/** A handler threw. */
export function handlerThrew(cause: unknown): HandlerThrew {
  const problem: HandlerThrew = { kind: 'desk/handler-threw', message: 'the handler threw' }
  Object.defineProperty(problem, 'cause', { value: cause, enumerable: false })
  return problem
}

/** A handler took too long. */
export function handlerTimedOut(limitMs: number): HandlerTimedOut {
  return { kind: 'desk/handler-timed-out', limitMs, message: `the handler was not done after ${limitMs} ms` }
}

/** The desk was created without a policy registry. */
export interface NoRegistry extends Problem<'desk/no-registry'> {}

/** The desk keeps no registry. */
export function noRegistry(): NoRegistry {
  return {
    kind: 'desk/no-registry',
    message: 'the desk was created without policyRegistry: it decides by the policies it was given',
  }
}

/** The policies cannot be used. */
export function invalidPolicies(tenant: string | null, issues: InvalidPolicies['issues']): InvalidPolicies {
  const [first] = issues
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return { kind: 'desk/invalid-policies', tenant, issues, message: `the policies cannot be used: ${first?.message ?? ''}${more}` }
}

/** There is no such customer. */
export function customerAbsent(customerId: string): CommandProblem {
  return { kind: 'customer/not-found', customerId, message: 'there is no such customer' }
}
