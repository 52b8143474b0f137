import { compileZone } from '@caseload/calendar'
import { type Instant, type InvalidInput, inputIssue, invalidInput, parseInput, parseInstant } from '@caseload/core'
import type { WorkflowDocument } from '@caseload/lifecycle'
import { err, ok, type Result } from 'neverthrow'
import type { StatusOf } from '../replay/row-changes.ts'
import { type MappingDocument, mappingDocumentSchema } from './mapping-document.ts'
import { timeReader } from './time-reader.ts'

/** A mapping that was checked against its workflow and is ready to read rows. */
export interface Mapping {
  /** The document it came from. */
  readonly document: MappingDocument
  /** Every column a row is read from, each once. */
  readonly columns: readonly string[]
  /** Reads an instant; null where the text is none. */
  readonly readTime: (text: string) => Instant | null
  /** First instant accepted. */
  readonly earliest: Instant
  /** Last instant accepted. */
  readonly latest: Instant
  /** Family of each status. */
  readonly categoryOf: StatusOf
}

/**
 * Checks a mapping against the workflow it speaks of.
 *
 * Gives `input/invalid` with the path of each property that does not fit: the shape, an activity whose status the workflow lacks, a time pattern without
 * an offset, an outcome on a status that is neither resolved nor closed, a last instant before the first, a zone there is none of, a delimiter that ends or quotes what it delimits, a grouping by what no
 * ticket has.
 */
export function compileMapping(document: unknown, workflow: WorkflowDocument): Result<Mapping, InvalidInput> {
  return parseInput(mappingDocumentSchema, document).andThen((mapping) => {
    const categories = new Map(workflow.statuses.map((status) => [status.id, status.category]))
    const wrongStatus = Object.entries(mapping.activity.values).flatMap(([name, activity]) => {
      const category = categories.get(activity.status)
      const path = ['activity', 'values', name]
      if (category === undefined)
        return [inputIssue([...path, 'status'], `a status of the workflow: ${[...categories.keys()].join(', ')}`)]
      const ends = category === 'resolved' || category === 'closed'
      return activity.outcome !== undefined && !ends
        ? [inputIssue([...path, 'outcome'], 'none, for the status is neither resolved nor closed')]
        : []
    })
    const needsOffset = mapping.time.format !== 'iso'
    const hasOffset = mapping.time.offset !== undefined
    const wrongOffset =
      needsOffset === hasOffset
        ? []
        : [
            inputIssue(
              ['time', 'offset'],
              needsOffset ? 'an offset, for a pattern has none' : 'none, for ISO texts bring their own',
            ),
          ]
    const earliest = parseInstant(mapping.time.earliest)
    const latest = parseInstant(mapping.time.latest)
    const wrongRange = [
      ...(earliest.isErr() ? [inputIssue(['time', 'earliest'], 'an instant with an offset')] : []),
      ...(latest.isErr() ? [inputIssue(['time', 'latest'], 'an instant with an offset')] : []),
    ]
    const backwards =
      earliest.isOk() && latest.isOk() && earliest.value > latest.value
        ? [inputIssue(['time', 'latest'], 'an instant that is not before `earliest`')]
        : []
    const wrongZone = isZone(mapping.zone) ? [] : [inputIssue(['zone'], 'an IANA time zone such as Europe/Helsinki')]
    const wrongDelimiter = /["\r\n\uD800-\uDFFF\uFEFF]/.test(mapping.csv.delimiter)
      ? [inputIssue(['csv', 'delimiter'], 'a character that is neither a quote nor a line break')]
      : []
    const ofTickets = Object.entries(mapping.attributes).flatMap(([name, { of }]) => (of === 'ticket' ? [name] : []))
    const known = new Set([...['impact', 'priority', 'topic', 'level'], ...ofTickets])
    const wrongGroupings = Object.entries(mapping.groupings).flatMap(([title, field]) =>
      known.has(field) ? [] : [inputIssue(['groupings', title], `one of: ${[...known].join(', ')}`)],
    )
    const issues = [
      ...wrongStatus,
      ...wrongOffset,
      ...wrongRange,
      ...backwards,
      ...wrongZone,
      ...wrongDelimiter,
      ...wrongGroupings,
    ]
    if (issues.length > 0 || earliest.isErr() || latest.isErr()) return err(invalidInput(issues))
    return ok({
      document: mapping,
      columns: columnsOf(mapping),
      readTime: timeReader(mapping.time),
      earliest: earliest.value,
      latest: latest.value,
      categoryOf: (status: string) => categories.get(status) ?? 'open',
    })
  })
}

function isZone(name: string): boolean {
  return compileZone(name).isOk()
}

function columnsOf(mapping: MappingDocument): readonly string[] {
  const named = [
    mapping.case.column,
    mapping.time.column,
    ...mapping.activity.columns,
    mapping.actor?.column,
    ...(mapping.actor?.qualifiedBy ?? []),
    mapping.assignee?.column,
    mapping.team?.column,
    mapping.level?.column,
    mapping.priority?.column,
    mapping.impact?.column,
    mapping.topic?.column,
    ...Object.values(mapping.attributes).map((attribute) => attribute.column),
  ]
  return [...new Set(named.filter((name) => name !== undefined))]
}
