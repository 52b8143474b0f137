import { inputIssue, invalidInput } from '@caseload/core'
import type { Catalogue, MissingData } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { Engine } from '../engine/engine.ts'
import type { QueryProblem } from '../problems.ts'
import type { Scope } from '../scope.ts'

/** What a form asks whoever has a request of a kind. */
export interface RequestForm {
  /** The kind. */
  readonly kind: string
  /** What people read. */
  readonly title: string
  /** What belongs to it. */
  readonly definition: string
  /** The catalogue that asks, by name and version. */
  readonly catalogue: {
    /** Name. */
    readonly id: string
    /** Version of the content. */
    readonly version: number
  }
  /**
   * JSON Schema (draft 2020-12) of the answers that `openTicket` takes beside `channel` and `kind`, as they stand: the desk's own fields in `attributes` and `personalFields`, each with its type, choices and question. What is needed at
   * opening is required; the rest may be left out or null.
   */
  readonly schema: NonNullable<ReturnType<Catalogue['formSchema']>>
  /** JSON Schema of the `code` that `resolve` takes: one of those that the kind lists. */
  readonly resolving: NonNullable<ReturnType<Catalogue['resolvingSchema']>>
  /** Every question in the order of the catalogue, with the stage by which it has to be answered; who asks is asked of no requester. */
  readonly questions: readonly MissingData[]
}

/** The form of a kind of request; null where there is no catalogue, or the kind is not in it. A requester asks under their own identity, so it is not asked of them who they are. */
export function requestForm(engine: Engine, { tenant, actor }: Scope, kind: string): Result<RequestForm | null, QueryProblem> {
  const given: unknown = kind
  if (typeof given !== 'string') return err(invalidInput([inputIssue(['kind'], 'the name of a kind of request')]))
  const { catalogue } = engine.policiesOf(tenant)
  const known = actor.kind === 'requester' ? ['requesterId'] : []
  const found = catalogue?.kinds.get(given)
  const schema = catalogue?.formSchema(given, known) ?? null
  const resolving = catalogue?.resolvingSchema(given) ?? null
  if (catalogue === null || found === undefined || schema === null || resolving === null) return ok(null)
  const { title, definition, needs } = found
  const questions = needs
    .filter(({ field }) => !known.includes(field))
    .map(({ field, question, neededBy }) => ({ field, question, neededBy }))
  const { id, version } = catalogue
  return ok({ kind: given, title, definition, catalogue: { id, version }, schema, resolving, questions })
}
