import { calendarDocumentSchema } from '@caseload/calendar'
import type { PoliciesDocument } from '@caseload/planner'
import { slaDocumentSchema } from '@caseload/sla'
import { z } from 'zod'

/** Calendars and promises, as the policies of a desk hold them. */
export type PromisesDocument = Required<Pick<PoliciesDocument, 'calendars' | 'sla'>>

/** The shape of a {@link PromisesDocument}. */
export const promisesDocumentSchema: z.ZodType<PromisesDocument> = z.strictObject({
  calendars: z.record(z.string(), calendarDocumentSchema),
  sla: z.array(slaDocumentSchema).max(20),
})
