import { type AccessDocument, accessDocumentSchema } from '@caseload/access'
import type { CalendarDocument } from '@caseload/calendar'
import {
  type CatalogueDocument,
  catalogueDocumentSchema,
  type IntakeDocument,
  intakeDocumentSchema,
  type TicketFieldsDocument,
  ticketFieldsDocumentSchema,
  type WorkflowDocument,
  workflowDocumentSchema,
} from '@caseload/lifecycle'
import { type CheckBackDocument, checkBackSchema, type SlaDocument } from '@caseload/sla'
import { z } from 'zod'
import { calendarsSchema, slaVersionsSchema } from '../sla/sla-policies-schema.ts'

/** Everything a desk decides by, as one policy document: plain JSON, versioned with the documents it holds. */
export interface PoliciesDocument {
  /** Version of this document's shape. */
  readonly schema: 1
  /** Workflows. Several versions of one may stand side by side: a ticket is decided by the version it carries, else by the newest. */
  readonly workflows: readonly WorkflowDocument[]
  /** Name of the workflow for new tickets that name none. */
  readonly defaultWorkflow: string
  /** ISO 3166 country of phone numbers written without one, e.g. `FI`; null: such numbers are refused. */
  readonly phoneCountry: string | null
  /** The desk's own ticket fields; only these may be set. Values of those that are not personal stand on tickets as `attributes`, and in events, which are never erased. */
  readonly fields: TicketFieldsDocument
  /** What the desk can be asked for, what has to be known of it, and who serves it; anything where absent. */
  readonly catalogue?: CatalogueDocument
  /** What becomes of contacts; `standardIntake` where absent. */
  readonly intake?: IntakeDocument
  /** Who may do and see what; `standardAccess` where absent. */
  readonly access?: AccessDocument
  /** Business hours, by the names that promises use; none where absent. */
  readonly calendars?: Readonly<Record<string, CalendarDocument>>
  /**
   * What is promised, how soon, and what happens when it is late: every version of the document, the newest last, so that what is past stays measured by what held then. Nothing is
   * promised where absent: a deadline nobody agreed to is somebody else's.
   */
  readonly sla?: readonly SlaDocument[]
  /** Whom to ask after a resolution whether it works; nobody where absent. */
  readonly checkBack?: CheckBackDocument
}

/** What a {@link PoliciesDocument} looks like. */
export const policiesDocumentSchema: z.ZodType<PoliciesDocument> = z.strictObject({
  schema: z.literal(1),
  workflows: z.array(workflowDocumentSchema).min(1).max(100),
  defaultWorkflow: z.string().min(1).max(64),
  phoneCountry: z.string().length(2).nullable(),
  fields: ticketFieldsDocumentSchema,
  catalogue: z.exactOptional(catalogueDocumentSchema),
  intake: z.exactOptional(intakeDocumentSchema),
  access: z.exactOptional(accessDocumentSchema),
  calendars: z.exactOptional(calendarsSchema),
  sla: z.exactOptional(slaVersionsSchema),
  checkBack: z.exactOptional(checkBackSchema),
})

/** The JSON Schema of a {@link PoliciesDocument}, for editors. */
export function policiesJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(policiesDocumentSchema)
}
