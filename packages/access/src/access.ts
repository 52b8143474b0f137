import type { Actor, Explanation, Problem } from '@caseload/core'
import type { AccessDocument } from './document/access-document.ts'

/** Something an actor wants to do something with, as access looks at it. */
export interface AccessResource {
  /** What conditions may ask about it. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** Who is what to it: identities by relation; null or absent where nobody is. */
  readonly relations?: Readonly<Record<string, string | null | readonly string[]>>
}

/** The actor may. */
export interface Allowed {
  /** Yes. */
  readonly allowed: true
  /** The grant that says so. */
  readonly grant: string
}

/** The actor may not. */
export interface AccessDenied extends Problem<'access/denied'> {
  /** No. */
  readonly allowed: false
  /** What was wanted, e.g. `ticket/reply`. */
  readonly action: string
  /** Why: the actor's roles, and what each grant that speaks of the action found. */
  readonly explanation: Explanation
}

/** Whether an actor may do something. */
export type AccessDecision = Allowed | AccessDenied

/**
 * With how much of a sort of resource somebody may do something: `all`; `none`; `related`: with those to which they are any of `relations`, and no others; `some`: it depends on each
 * (`relations` empty).
 */
export interface Reach {
  /** How much. */
  readonly of: 'all' | 'related' | 'some' | 'none'
  /** Relations of which one is needed. */
  readonly relations: readonly string[]
}

/** Whether an actor sees a field. */
export type FieldView =
  | {
      /** Yes. */
      readonly visible: true
      /** Only with a stated purpose, and recorded. */
      readonly protected: boolean
    }
  | {
      /** No. */
      readonly visible: false
      /** Code of the rule that hides it. */
      readonly reason: string
      /** Whether they may set it all the same: every rule that hides it from them says so. */
      readonly settable: boolean
    }

/** An access document made ready: checked, analysed, immutable. */
export interface Access {
  /** What it was made from: a copy, frozen. */
  readonly document: AccessDocument
  /** Name. */
  readonly id: string
  /** Version of the content. */
  readonly version: number
  /** Every role an actor has, sorted: those they were given, else those their sort holds, and what those include. */
  rolesOf(actor: Actor): readonly string[]
  /**
   * Whether an actor may do something with a resource. What nobody granted is denied; a grant that denies outweighs all that allow. Never throws, and an action
   * nobody knows is denied.
   */
  may(actor: Actor, action: string, resource?: AccessResource): AccessDecision
  /** Why `may` says what it says; for an actor who may, too. */
  explain(actor: Actor, action: string, resource?: AccessResource): Explanation
  /**
   * A refusal for the sake of fields of a sort of resource: the actor may do `action`, and it would tell of these fields or set them, which are hidden from them. Explains which of the fields are hidden, by the codes of the rules.
   *
   * @param fields - Fields the actor named themselves; those that they see are left out.
   * @param message - What cannot be done with what is hidden.
   */
  deniedFor(actor: Actor, action: string, fields: readonly string[], message: string): AccessDenied
  /** With how much of its sort of resource an actor may do something: lets a list be narrowed before it is read. */
  reach(actor: Actor, action: string): Reach
  /** Whether an actor sees a field of a resource they may read. */
  view(actor: Actor, resource: string, field: string): FieldView
  /** The same of every field that some rule speaks of, sorted by name; everybody who may read the resource sees all others. */
  views(actor: Actor, resource: string): ReadonlyMap<string, FieldView>
}
