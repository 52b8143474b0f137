import type { ScalarField } from '@caseload/conditions'

/** Until when something has to be known: `opening`: asked for at once; `resolving`: before a ticket can be resolved; `closing`: before it can be closed. */
export type NeededBy = 'opening' | 'resolving' | 'closing'

/** Something that has to be known of a kind of request. */
export interface NeededDataDocument {
  /** Which fact of a ticket: one of `requesterId`, `topic`, `impact`, `urgency`, `teamId`, `resolutionCode`, or `attributes.` and the name of one of the desk's own fields, personal or not. */
  readonly field: string
  /** The question that asks for it, ready to be sent. */
  readonly question: string
  /** Until when. What is needed at opening is needed for resolving and closing as well; a `resolutionCode` cannot be. */
  readonly neededBy: NeededBy
  /**
   * Which answers a form offers; whatever the fact takes where absent. An `enum` offers some of what the fact takes (of a field with choices, some of them); any other type is the field's own. Commands take the others, too.
   */
  readonly answer?: ScalarField
}

/** A kind of request. */
export interface RequestKindDocument {
  /** Name: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** What people read. */
  readonly title: string
  /** What belongs to it. */
  readonly definition: string
  /** What people say who mean it; at least one. */
  readonly examples: readonly string[]
  /** What sounds like it and is not. */
  readonly counterExample: {
    /** What somebody said. */
    readonly text: string
    /** The kind it is instead. */
    readonly insteadOf: string
  }
  /** What has to be known. */
  readonly needs: readonly NeededDataDocument[]
  /** Channels it comes in by; any where absent. Who comes by another is not turned away: the desk says it beside what happened. */
  readonly channels?: readonly string[]
  /** Workflow of new tickets; that of its area, else the desk's default, where absent. */
  readonly workflow?: string
  /** Codes it can be resolved with; any where absent. Resolving with another is refused. */
  readonly resolutionCodes?: readonly string[]
}

/** An area of service: what it is for and who serves it. */
export interface ServiceAreaDocument {
  /** Name: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** What people read. */
  readonly title: string
  /** What it is for. */
  readonly purpose: string
  /** Kinds of request it takes; a kind may be in several, and goes to the first. It is asked when a ticket is opened: one that becomes another kind later keeps its team and workflow. */
  readonly kinds: readonly string[]
  /** Team that serves it (`team_…`); null where nobody does yet, which is an issue. */
  readonly teamId: string | null
  /** Who answers for it (`agt_…`); null where nobody does. */
  readonly ownerId: string | null
  /** Workflow of its new tickets; the desk's default where absent. */
  readonly workflow?: string
}

/** What a desk can be asked for: a policy document. Adding a kind or an area is a change of the document and no code. */
export interface CatalogueDocument {
  /** Version of the shape. */
  readonly schema: 1
  /** Name: 1 to 64 of `a–z 0–9 -`. */
  readonly id: string
  /** Version of the content, from 1; tickets carry it. */
  readonly version: number
  /** What people read. */
  readonly title: string
  /** Every kind of request. */
  readonly kinds: readonly RequestKindDocument[]
  /** Every area of service; none where the desk has only one. */
  readonly areas: readonly ServiceAreaDocument[]
}
