import type { z } from 'zod'
import type { Attributes } from '../ticket/ticket.ts'
import type { CatalogueDocument, NeededBy, RequestKindDocument, ServiceAreaDocument } from './catalogue-document.ts'

/** Something that is not known yet, and the question that asks for it. */
export interface MissingData {
  /** Which fact, e.g. `impact` or `attributes.product`. */
  readonly field: string
  /** The question, ready to be sent. */
  readonly question: string
  /** Until when it has to be known. */
  readonly neededBy: NeededBy
}

/** What a catalogue looks at of a ticket; every ticket is one, and so is a form that is filled in so far. */
export interface AskedTicket {
  /** Kind of request. */
  readonly kind: string
  /** The desk's own fields. */
  readonly attributes: Attributes
  /** Names of its personal fields that have a value; none where absent. */
  readonly personalFields?: readonly string[]
  /** Who asks; null or absent: not known, as with all that follow. */
  readonly requesterId?: string | null
  /** What it is about. */
  readonly topic?: string | null
  /** How much is affected. */
  readonly impact?: string | null
  /** How soon it hurts. */
  readonly urgency?: string | null
  /** Team that has it. */
  readonly teamId?: string | null
  /** The desk's code for the solution. */
  readonly resolutionCode?: string | null
}

/** A catalogue made ready by `compileCatalogue`: checked and immutable. */
export interface Catalogue {
  /** What it was made from: a copy. */
  readonly document: CatalogueDocument
  /** Name. */
  readonly id: string
  /** Version of the content. */
  readonly version: number
  /** Kinds by name. */
  readonly kinds: ReadonlyMap<string, RequestKindDocument>
  /** The area that takes a kind: the first that names it; null where none does. */
  areaOf(kind: string): ServiceAreaDocument | null
  /** The workflow of new tickets of a kind; null for the desk's default. */
  workflowOf(kind: string): string | null
  /**
   * What has to be known of a ticket by a stage and is not, in the order of the catalogue: by `resolving` also what was needed at opening, by `closing` everything. A kind that is not in the catalogue
   * needs nothing.
   */
  missing(ticket: AskedTicket, by: NeededBy): readonly MissingData[]
  /**
   * The JSON Schema (draft 2020-12) of a form for a kind; null for a kind that is not there. What fits it can be handed to the command that opens a ticket beside `channel` and `kind` as it is: own fields stand in `attributes` and
   * `personalFields`, with the types and choices they are declared with, each with its question as title. What is needed at opening is required and says something; the rest may be left out or null.
   *
   * @param kind - The kind.
   * @param known - Facts that are not asked, since they are known already; none where absent.
   */
  formSchema(kind: string, known?: readonly string[]): z.core.JSONSchema.BaseSchema | null
  /** The JSON Schema of what a kind is resolved with: `code`, one of those that the kind lists; null for a kind that is not there. */
  resolvingSchema(kind: string): z.core.JSONSchema.BaseSchema | null
}
