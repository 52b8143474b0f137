import { type CalendarDocument, calendarDocumentSchema } from '@caseload/calendar'
import { type SlaDocument, slaDocumentSchema } from '@caseload/sla'
import { z } from 'zod'

const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/)

/** Calendars by the names that promises use. */
export const calendarsSchema: z.ZodType<Readonly<Record<string, CalendarDocument>>> = z.record(name, calendarDocumentSchema)

/** The versions of a desk's promises. */
export const slaVersionsSchema: z.ZodType<readonly SlaDocument[]> = z.array(slaDocumentSchema).max(100)
