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
  /** JSON Schema of the answers, each under the name of its fact; only what is needed at opening is required. */
  readonly schema: NonNullable<ReturnType<Catalogue['formSchema']>>
  /** Every question in the order of the catalogue, with the stage by which it has to be answered. */
  readonly questions: readonly MissingData[]
}

/** The form of a kind of request; null where there is no catalogue, or the kind is not in it. */
export function requestForm(engine: Engine, { tenant }: Scope, kind: string): Result<RequestForm | null, QueryProblem> {
  const given: unknown = kind
  if (typeof given !== 'string') return err(invalidInput([inputIssue(['kind'], 'the name of a kind of request')]))
  const { catalogue } = engine.policiesOf(tenant)
  const found = catalogue?.kinds.get(given)
  const schema = catalogue?.formSchema(given) ?? null
  if (catalogue === null || found === undefined || schema === null) return ok(null)
  const { title, definition, needs } = found
  const questions = needs.map(({ field, question, neededBy }) => ({ field, question, neededBy }))
  return ok({ kind: given, title, definition, catalogue: { id: catalogue.id, version: catalogue.version }, schema, questions })
}
