import type { ScalarField } from '@caseload/conditions'
import type { z } from 'zod'
import type { TicketFieldDocument, TicketFieldsDocument } from '../fields/ticket-fields-document.ts'
import { type AnsweredAtOpening, type Askable, isAskable, ownFieldOf } from './askable.ts'
import type { NeededDataDocument, RequestKindDocument } from './catalogue-document.ts'

/** A JSON Schema of draft 2020-12. */
export type FormSchema = z.core.JSONSchema.BaseSchema

const draft = 'https://json-schema.org/draft/2020-12/schema'
const token = '[A-Za-z0-9._:~-]{1,120}'
const label = { type: 'string', pattern: '^[\\p{L}\\p{M}\\p{N}._:/~-]{1,64}$' } as const
const code = { type: 'string', pattern: '^[a-z0-9-]{1,64}$' } as const

/** The forms in which the command that opens a ticket takes what every ticket has a place for. */
const builtIn: Readonly<Record<AnsweredAtOpening, FormSchema>> = {
  requesterId: { type: 'string', pattern: `^cus_${token}$` },
  topic: label,
  impact: label,
  urgency: label,
  teamId: { type: 'string', pattern: `^team_${token}$` },
}

/** Whether a fact that every ticket has a place for can be this text. */
export function takesAnswer(field: Askable, text: string): boolean {
  const { pattern } = field === 'resolutionCode' ? code : builtIn[field]
  return pattern === undefined || new RegExp(pattern, 'u').test(text)
}

/** What a form is made with besides its kind. */
export interface FormContext {
  /** Declarations of the desk's own fields; null where they are not known. */
  readonly declared: TicketFieldsDocument | null
  /** Facts that are asked of nobody. */
  readonly known: readonly string[]
  /** Facts that are known even where nobody answers. */
  readonly provided: readonly string[]
}

/** One input of a form, and the object it stands in: the command's own, or one that holds fields of the desk. */
interface Input {
  readonly place: 'attributes' | 'personalFields' | null
  readonly name: string
  readonly schema: FormSchema
  readonly required: boolean
}

/**
 * A form asks for all that can be said at opening, nested as the command takes it; only what is needed at opening has to be filled in, and only the rest can be null. Codes of a solution are for the form by which it is resolved.
 */
export function openingSchema({ title, definition, needs }: RequestKindDocument, context: FormContext): FormSchema {
  const asked = needs.filter(({ field }) => field !== 'resolutionCode' && !context.known.includes(field))
  const inputs = asked.map((need) => inputOf(need, context))
  const nested = (['attributes', 'personalFields'] as const).flatMap((place): readonly Input[] => {
    const own = inputs.filter((input) => input.place === place)
    const required = own.some((input) => input.required)
    return own.length === 0 ? [] : [{ place: null, name: place, schema: objectOf(own), required }]
  })
  const top = inputs.filter(({ place }) => place === null)
  return { $schema: draft, title, description: definition, ...objectOf([...top, ...nested]) }
}

/** What the command that resolves a ticket asks for of a kind. */
export function resolvingSchema({ title, needs, resolutionCodes }: RequestKindDocument): FormSchema {
  const need = needs.find(({ field }) => field === 'resolutionCode')
  const offered = need?.answer?.type === 'enum' ? need.answer.values : resolutionCodes
  const schema = offered === undefined ? code : choice(offered)
  const input = { place: null, name: 'code' } as const
  if (need !== undefined) {
    const required = need.neededBy !== 'closing'
    return { $schema: draft, title, ...objectOf([{ ...input, schema: titled(need, schema), required }]) }
  }
  return { $schema: draft, title, ...objectOf(offered === undefined ? [] : [{ ...input, schema, required: false }]) }
}

function objectOf(inputs: readonly Input[]): FormSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(inputs.map(({ name, schema }) => [name, schema])),
    required: inputs.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  }
}

function inputOf(need: NeededDataDocument, { declared, provided }: FormContext): Input {
  const { field, neededBy } = need
  const required = neededBy === 'opening' && !provided.includes(field)
  const name = ownFieldOf(field)
  const own = name === null || declared === null || !Object.hasOwn(declared, name) ? null : (declared[name] ?? null)
  const place = name === null ? null : own?.personal === true ? 'personalFields' : 'attributes'
  return { place, name: name ?? field, schema: titled(need, answerSchema(need, own, required)), required }
}

function titled({ question }: NeededDataDocument, schema: FormSchema): FormSchema {
  return { title: question, ...schema }
}

function answerSchema({ field, answer }: NeededDataDocument, own: TicketFieldDocument | null, required: boolean): FormSchema {
  const schema = said(field, answer, own, required)
  // Who asks is given or not: the command that opens a ticket takes no null for it.
  return required || field === 'requesterId' ? schema : orNull(schema)
}

/** The form of an answer that says something where it is required. */
function said(field: string, answer: ScalarField | undefined, own: TicketFieldDocument | null, required: boolean): FormSchema {
  if (answer?.type === 'enum') return choice(answer.values)
  if (isAskable(field)) return field === 'resolutionCode' ? code : builtIn[field]
  return valueSchema(own ?? { ...(answer ?? { type: 'text' }), personal: false }, required ? 1 : 0)
}

function valueSchema(field: TicketFieldDocument, least: 0 | 1): FormSchema {
  switch (field.type) {
    case 'text':
      return field.personal ? text('[^\\u0000\\p{Cs}]', 1, 2000) : text('[^@\\p{C}]', least, 200)
    case 'enum':
      return choice(field.values)
    case 'boolean':
      return { type: 'boolean' }
    case 'number':
      return { type: 'number' }
    case 'duration':
      return { type: 'number', minimum: 0 }
    case 'instant':
      return { type: 'integer', minimum: -8.64e15, maximum: 8.64e15 }
    case 'set': {
      const items = field.of.type === 'enum' ? choice(field.of.values) : text('[^@\\p{C}]', 1, 200)
      return { type: 'array', items, ...(least === 0 ? {} : { minItems: 1 }), maxItems: 12, uniqueItems: true }
    }
  }
}

function text(character: string, least: 0 | 1, most: number): FormSchema {
  return { type: 'string', pattern: `^${character}{${least},${most}}$` }
}

function choice(values: readonly string[]): FormSchema {
  return { type: 'string', enum: [...new Set(values)] }
}

function orNull(schema: FormSchema): FormSchema {
  const type = [schema.type ?? 'string', 'null' as const].flat()
  return schema.enum === undefined ? { ...schema, type } : { ...schema, type, enum: [...schema.enum, null] }
}
