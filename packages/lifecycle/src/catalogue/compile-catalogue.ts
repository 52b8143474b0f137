import { canonicalJson, parseInput } from '@caseload/core'
import { err, ok, type Result } from 'neverthrow'
import type { TicketFieldsDocument } from '../fields/ticket-fields-document.ts'
import { answerFits } from './answer-fits.ts'
import { askable, isAskable, ownFieldOf } from './askable.ts'
import type { AskedTicket, Catalogue, MissingData } from './catalogue.ts'
import type { CatalogueDocument, NeededBy } from './catalogue-document.ts'
import { catalogueDocumentSchema } from './catalogue-document-schema.ts'
import type { CatalogueIssue, CatalogueIssueKind } from './catalogue-issue.ts'
import { openingSchema, resolvingSchema } from './form-schema.ts'

/** What a catalogue is compiled with besides its document. */
export interface CompileCatalogueOptions {
  /** Names of workflows there are; any name is taken where absent. */
  readonly workflows?: readonly string[]
  /** Declarations of the desk's own fields; any name is taken where absent, and each is a text that is not personal. */
  readonly fields?: TicketFieldsDocument
}

const stages = ['opening', 'resolving', 'closing'] as const satisfies readonly NeededBy[]

/**
 * Checks and analyses a catalogue of requests before anybody depends on it.
 *
 * @param document - Anything; a `CatalogueDocument` is wanted. Copied, so later changes to it do no harm.
 * @param options - What names in it may stand for.
 * @returns The catalogue; or every issue found, each with its place and a witness: see `CatalogueIssueKind`.
 *
 * @example
 * ```ts
 * import { compileCatalogue, standardCatalogue } from '@caseload/lifecycle'
 * import { orThrow } from '@caseload/core'
 *
 * const catalogue = orThrow(compileCatalogue(standardCatalogue))
 * catalogue.missing({ kind: 'incident', attributes: {} }, 'resolving').map(({ field, question }) => `${field}: ${question}`)
 * // => ['impact: Who is affected: one person, a team, or everybody?', 'topic: What is it about?', 'resolutionCode: How was it solved?']
 *
 * const lost = { ...standardCatalogue, areas: [{ id: 'it', title: 'IT', purpose: 'Machines', kinds: ['incident'], teamId: null, ownerId: null }] }
 * compileCatalogue(lost)._unsafeUnwrapErr().slice(0, 2).map(({ kind, witness }) => [kind, ...witness])
 * // => [['catalogue/area-nobody-serves', 'it'], ['catalogue/kind-in-no-area', 'question']]
 * ```
 */
export function compileCatalogue(
  document: unknown,
  options: CompileCatalogueOptions = {},
): Result<Catalogue, readonly CatalogueIssue[]> {
  const issues: CatalogueIssue[] = []
  const add = (kind: CatalogueIssueKind, path: string, witness: readonly string[], expected: string): void => {
    issues.push({ kind, path, witness, message: `${path === '' ? 'the catalogue' : path}: expected ${expected}` })
  }
  const read = readCatalogue(document, add)
  if (read === null) return err(issues)
  checkKinds(read, options, add)
  checkAreas(read, options, add)
  return issues.length > 0 ? err(issues) : ok(assemble(read, options.fields ?? null))
}

type Add = (kind: CatalogueIssueKind, path: string, witness: readonly string[], expected: string) => void

function readCatalogue(document: unknown, add: Add): CatalogueDocument | null {
  const text = canonicalJson(document, 20)
  if (text.isErr()) {
    add('catalogue/malformed', text.error.path, ['plain JSON'], `plain JSON, not ${text.error.found}`)
    return null
  }
  const parsed = parseInput(catalogueDocumentSchema, JSON.parse(text.value))
  if (parsed.isOk()) return parsed.value
  for (const { path, expected } of parsed.error.issues) add('catalogue/malformed', path, [expected], expected)
  return null
}

function checkKinds({ kinds }: CatalogueDocument, { workflows, fields }: CompileCatalogueOptions, add: Add): void {
  const names = kinds.map(({ id }) => id)
  for (const [index, kind] of kinds.entries()) {
    const path = `kinds[${index}]`
    if (names.indexOf(kind.id) < index) add('catalogue/duplicate-name', `${path}.id`, [kind.id], 'a name of its own')
    const { insteadOf } = kind.counterExample
    if (insteadOf === kind.id) add('catalogue/no-counter-example', `${path}.counterExample.insteadOf`, [kind.id], 'another kind')
    else if (!names.includes(insteadOf))
      add('catalogue/unknown-kind', `${path}.counterExample.insteadOf`, [insteadOf], 'a declared kind')
    checkWorkflow(kind.workflow, `${path}.workflow`, workflows, add)
    for (const [place, need] of kind.needs.entries()) {
      const { field, neededBy } = need
      const at = `${path}.needs[${place}].field`
      if (kind.needs.findIndex((other) => other.field === field) < place)
        add('catalogue/duplicate-name', at, [field], 'each fact once')
      if (field === 'resolutionCode' && neededBy === 'opening')
        add('catalogue/asked-too-early', `${path}.needs[${place}].neededBy`, [field], 'resolving or closing')
      if (!isAskable(field) && !isDeclared(field, fields))
        add(
          'catalogue/unknown-field',
          at,
          [field],
          `one of: ${askable.join(', ')}, or attributes. and the name of a field of the desk`,
        )
      else if (!answerFits(need, kind, fields ?? null))
        add('catalogue/answer-does-not-fit', `${path}.needs[${place}].answer`, [field], `an answer that ${field} can have`)
    }
  }
}

function checkAreas({ kinds, areas }: CatalogueDocument, { workflows }: CompileCatalogueOptions, add: Add): void {
  for (const [index, area] of areas.entries()) {
    const path = `areas[${index}]`
    if (areas.findIndex(({ id }) => id === area.id) < index)
      add('catalogue/duplicate-name', `${path}.id`, [area.id], 'a name of its own')
    if (area.teamId === null) add('catalogue/area-nobody-serves', `${path}.teamId`, [area.id], 'a team that serves it')
    for (const [place, kind] of area.kinds.entries())
      if (!kinds.some(({ id }) => id === kind))
        add('catalogue/unknown-kind', `${path}.kinds[${place}]`, [kind], 'a declared kind')
    checkWorkflow(area.workflow, `${path}.workflow`, workflows, add)
  }
  if (areas.length === 0) return
  for (const [index, { id }] of kinds.entries())
    if (!areas.some((area) => area.kinds.includes(id)))
      add('catalogue/kind-in-no-area', `kinds[${index}]`, [id], 'an area that takes it')
}

function checkWorkflow(workflow: string | undefined, path: string, known: readonly string[] | undefined, add: Add): void {
  if (workflow !== undefined && known !== undefined && !known.includes(workflow))
    add('catalogue/unknown-workflow', path, [workflow], `one of: ${known.join(', ')}`)
}

function assemble(document: CatalogueDocument, declared: TicketFieldsDocument | null): Catalogue {
  const kinds = new Map(document.kinds.map((kind) => [kind.id, kind] as const))
  const areaOf: Catalogue['areaOf'] = (kind) => document.areas.find((area) => area.kinds.includes(kind)) ?? null
  return Object.freeze({
    document,
    id: document.id,
    version: document.version,
    kinds,
    areaOf,
    workflowOf: (kind) => kinds.get(kind)?.workflow ?? areaOf(kind)?.workflow ?? null,
    missing: (ticket, by) =>
      (kinds.get(ticket.kind)?.needs ?? [])
        .filter(({ neededBy, field }) => stages.indexOf(neededBy) <= stages.indexOf(by) && !isKnown(ticket, field, declared))
        .map(({ field, question, neededBy }): MissingData => ({ field, question, neededBy })),
    formSchema: (kind, known = []) => {
      const found = kinds.get(kind)
      const provided = areaOf(kind) === null ? [] : ['teamId']
      return found === undefined ? null : openingSchema(found, { declared, known, provided })
    },
    resolvingSchema: (kind) => {
      const found = kinds.get(kind)
      return found === undefined ? null : resolvingSchema(found)
    },
  } satisfies Catalogue)
}

function isKnown(ticket: AskedTicket, field: string, declared: TicketFieldsDocument | null): boolean {
  const name = ownFieldOf(field)
  if (name !== null && declared !== null && Object.hasOwn(declared, name) && declared[name]?.personal === true)
    return ticket.personalFields?.includes(name) === true
  const value = isAskable(field) ? ticket[field] : (Object.getOwnPropertyDescriptor(ticket.attributes, name ?? '')?.value ?? null)
  return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

function isDeclared(field: string, fields: TicketFieldsDocument | undefined): boolean {
  const name = ownFieldOf(field)
  return name !== null && (fields === undefined || Object.hasOwn(fields, name))
}
