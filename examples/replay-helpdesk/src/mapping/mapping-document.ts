import type { Outcome, Priority } from '@caseload/lifecycle'
import { z } from 'zod'

/** What a row says when its activity is this one. */
export interface ActivityDocument {
  /** Status of the workflow that the ticket is in after the row. */
  readonly status: string
  /** `actor`: whoever wrote the row has the ticket now; `nobody`: it lies in a queue; `keep`, also where absent: as before. */
  readonly assignee?: 'actor' | 'nobody' | 'keep'
  /** How the ticket ended, where the status is resolved or closed. */
  readonly outcome?: Outcome
}

/** How instants are written: ISO 8601 with an offset, or by a pattern of `yyyy MM dd HH mm ss` with one fixed offset for the whole file. */
export interface TimeDocument {
  /** Column of the instant. */
  readonly column: string
  /** `iso`, or a pattern such as `dd-MM-yyyy HH:mm`. */
  readonly format: string
  /** Offset of every instant, e.g. `+00:00`; needed by a pattern, refused beside `iso`. */
  readonly offset?: string
  /** Instants before this are rejected. */
  readonly earliest: string
  /** Instants after this are rejected. */
  readonly latest: string
}

/** Which column of a CSV log means what: a document, so that a log of another desk needs no code. */
export interface MappingDocument {
  /** Where an editor finds the JSON Schema of this document. */
  readonly $schema?: string
  /** Version of this document's shape. */
  readonly schema: 1
  /** Name of the mapping, which reports show. */
  readonly id: string
  /** File of the workflow document, relative to this document. */
  readonly workflow: string
  /** File with calendars and promises, relative to this document; without it nothing is promised. */
  readonly promises?: string
  /** File of the log where the command line names none, relative to this document. */
  readonly input?: string
  /** How the file is written. */
  readonly csv: {
    /** Character between two fields. */
    readonly delimiter: string
    /** Whether a quoted field may hold line breaks. Where not, a quote left open costs one line instead of all that follow. */
    readonly quotedLineBreaks: boolean
    /** Texts that mean “not known”, besides the empty one. */
    readonly missing: readonly string[]
    /** Most characters of a field: 1 to 200. */
    readonly maxFieldLength: number
  }
  /** What the row is about. */
  readonly case: {
    /** Column of the case's identity. */
    readonly column: string
    /** `never-back`: a row earlier than one above it of the same case is rejected; `any`: rows of a case are sorted. */
    readonly rowOrder: 'never-back' | 'any'
  }
  /** When it happened. */
  readonly time: TimeDocument
  /** IANA time zone by which days and weeks are counted, e.g. `Europe/Brussels`. */
  readonly zone: string
  /** What happened. */
  readonly activity: {
    /** Columns whose values, joined by `/`, name the activity. */
    readonly columns: readonly string[]
    /** What each activity says; a row with another one is rejected. */
    readonly values: Readonly<Record<string, ActivityDocument>>
  }
  /** Who wrote the row; the log itself where absent. */
  readonly actor?: {
    /** Column of the name. */
    readonly column: string
    /** Columns that tell apart people of one name. */
    readonly qualifiedBy: readonly string[]
    /** Names that are no people, each with the identity it gets. */
    readonly systems: Readonly<Record<string, string>>
  }
  /** Who has the ticket, where the log has a column for it; it overrules `assignee` of the activities. */
  readonly assignee?: {
    /** Column of the name. */
    readonly column: string
  }
  /** Which team has the ticket. */
  readonly team?: {
    /** Column of the team. */
    readonly column: string
  }
  /** Which support line the ticket is in. */
  readonly level?: {
    /** Column it is read from. */
    readonly column: string
    /** Endings that tell the line; the first that fits. */
    readonly suffixes: readonly {
      /** The ending. */
      readonly suffix: string
      /** The line, 1 to 9. */
      readonly level: number
    }[]
    /** The line where no ending fits. */
    readonly otherwise: number
  }
  /** How urgently the ticket should be worked on. */
  readonly priority?: {
    /** Column it is read from. */
    readonly column: string
    /** Its meanings; a row with another one is rejected. */
    readonly values: Readonly<Record<string, Priority>>
  }
  /** How much is affected; what is no letter, digit or `. _ : / ~ -` becomes `-`. */
  readonly impact?: {
    /** Column of the code. */
    readonly column: string
  }
  /** What the ticket is about; what is no letter, digit or `. _ : / ~ -` becomes `-`. */
  readonly topic?: {
    /** Column of the code. */
    readonly column: string
  }
  /** Further columns worth keeping, by the name of the attribute: `of: ticket` goes on the ticket, `of: activity` on each row. */
  readonly attributes: Readonly<
    Record<
      string,
      {
        /** Column of the code. */
        readonly column: string
        /** Where it is kept. */
        readonly of: 'ticket' | 'activity'
      }
    >
  >
  /** What a reader of the report must know about this log before believing the numbers. */
  readonly caveats: readonly string[]
  /** Fields by which the report groups, by what it calls them: `impact`, `priority`, `topic`, `level`, or the name of an attribute of the ticket. */
  readonly groupings: Readonly<Record<string, string>>
  /** Kind of every ticket. */
  readonly kind: string
  /** Channel of every ticket. */
  readonly channel: string
}

const text = z.string().min(1).max(200)
const column = text.describe('Name of a column, as the first line of the file has it')
const level = z.int().min(1).max(9)
const name = z.string().regex(/^[a-z0-9-]{1,64}$/, 'a code: 1 to 64 lower-case letters, digits and hyphens')
const status = z.string().regex(/^[a-z0-9-]{1,64}$/, 'a status: 1 to 64 lower-case letters, digits and hyphens')
const code = z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/, 'a code: 1 to 64 letters, digits, . _ : -')

/** The shape of a {@link MappingDocument}. */
export const mappingDocumentSchema: z.ZodType<MappingDocument> = z.strictObject({
  $schema: z.exactOptional(z.string().max(500)),
  schema: z.literal(1),
  id: code,
  workflow: text,
  promises: z.exactOptional(text),
  input: z.exactOptional(text),
  csv: z.strictObject({
    delimiter: z.string().length(1),
    quotedLineBreaks: z.boolean(),
    missing: z.array(z.string().max(50)).max(20),
    maxFieldLength: z.int().min(1).max(200),
  }),
  case: z.strictObject({ column, rowOrder: z.enum(['never-back', 'any']) }),
  time: z.strictObject({
    column,
    format: z.union([
      z.literal('iso'),
      z
        .string()
        .regex(/^(?=.*yyyy)(?=.*MM)(?=.*dd)(?=.*HH)(?=.*mm)[yMdHms .:/T-]{14,25}$/, '`iso` or a pattern of yyyy MM dd HH mm ss'),
    ]),
    offset: z.exactOptional(z.string().regex(/^[+-]\d{2}:\d{2}$/, 'an offset such as +02:00')),
    earliest: z.iso.datetime({ offset: true }),
    latest: z.iso.datetime({ offset: true }),
  }),
  zone: z.string().min(1).max(64),
  activity: z.strictObject({
    columns: z.array(column).min(1).max(4),
    values: z.record(
      text,
      z.strictObject({
        status,
        assignee: z.exactOptional(z.enum(['actor', 'nobody', 'keep'])),
        outcome: z.exactOptional(z.enum(['solved', 'cancelled', 'merged', 'duplicate', 'spam'])),
      }),
    ),
  }),
  actor: z.exactOptional(z.strictObject({ column, qualifiedBy: z.array(column).max(4), systems: z.record(text, code) })),
  assignee: z.exactOptional(z.strictObject({ column })),
  team: z.exactOptional(z.strictObject({ column })),
  level: z.exactOptional(
    z.strictObject({
      column,
      suffixes: z.array(z.strictObject({ suffix: z.string().min(1).max(50), level })).max(20),
      otherwise: level,
    }),
  ),
  priority: z.exactOptional(z.strictObject({ column, values: z.record(text, z.enum(['low', 'normal', 'high', 'urgent'])) })),
  impact: z.exactOptional(z.strictObject({ column })),
  topic: z.exactOptional(z.strictObject({ column })),
  attributes: z.record(code, z.strictObject({ column, of: z.enum(['ticket', 'activity']) })),
  caveats: z.array(z.string().min(1).max(500)).max(20),
  groupings: z.record(text, code),
  kind: name,
  channel: name,
})

/** The JSON Schema of mapping documents, for editors. */
export function mappingJsonSchema(): object {
  return z.toJSONSchema(mappingDocumentSchema, { target: 'draft-2020-12' })
}
