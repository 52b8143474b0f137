import type { InvalidInput } from '@caseload/core'
import type { OwnFields, Ticket } from '@caseload/lifecycle'
import type { Doc, KeyValue, Write } from '@caseload/storage'
import { err, ok, type Result } from 'neverthrow'
import { malformed, rules } from '../plans/malformed.ts'
import type { Plan } from '../plans/plan.ts'
import { type Policies, workflowOf } from '../policies/policies.ts'
import { fieldLayout } from './field-layout.ts'
import { fieldText, indexedText } from './field-text.ts'
import { isTicketBody, readDocument, type UnreadableDocument } from './stored-document.ts'
import { fieldPlaces, writeTicket } from './ticket-kind.ts'

/**
 * The key under which tickets are found by the value of one of the desk's own fields. Long texts that begin alike share one, so that what is found has to be compared.
 *
 * @param field - Name of the field.
 * @param value - Its value.
 *
 * @example
 * ```ts
 * import { fieldKey } from '@caseload/planner'
 *
 * fieldKey('device', 'laptop') // => { name: 'field', value: 'device=laptop' }
 * ```
 */
export function fieldKey(field: string, value: string | number | boolean): KeyValue {
  return { name: 'field', value: `${field}=${indexedText(String(value))}` }
}

/** Keys for the indexed fields of a ticket that have a value. */
function fieldKeys({ attributes }: Ticket, { indexed }: OwnFields): readonly KeyValue[] {
  return indexed.flatMap((name) => {
    const value = Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null
    if (value === null) return []
    return typeof value === 'object' ? value.map((member) => fieldKey(name, member)) : [fieldKey(name, value)]
  })
}

/** What stands in the places of the indexed fields of a ticket. */
function placedFields({ attributes }: Ticket, { indexed }: OwnFields): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    indexed.map((name, index) => {
      const value = Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null
      return [fieldPlaces[index] ?? '', value === null ? null : fieldText(value)]
    }),
  )
}

/** Where the values of an indexed field stand among the fields that tickets are filtered by; null where it is not indexed. */
export function fieldPlace({ indexed }: OwnFields, name: string): string | null {
  const at = indexed.indexOf(name)
  return at === -1 ? null : (fieldPlaces[at] ?? null)
}

/** Lets lists find the tickets that a plan writes by the desk's own indexed fields. */
export function withFieldIndex(plan: Plan, { fields }: Policies): Plan {
  if (fields.indexed.length === 0) return plan
  return { ...plan, writes: plan.writes.map((write) => indexedWrite(write, fields)) }
}

function indexedWrite(write: Write, fields: OwnFields): Write {
  if (write.op !== 'put' || write.ref.kind !== 'ticket' || !isTicketBody(write.doc)) return write
  return {
    ...write,
    fields: { ...write.fields, ...placedFields(write.doc, fields), fieldLayout: fieldLayout(fields) },
    keys: [...(write.keys ?? []), ...fieldKeys(write.doc, fields)],
  }
}

/**
 * The write that makes a stored ticket's index anew, after other fields were declared indexed.
 *
 * @param doc - The stored ticket.
 * @param policies - What the desk decides by.
 * @returns The write over the version read; `planner/unreadable-document` where it is no ticket.
 */
export function planReindex(doc: Doc, policies: Policies): Result<Write, UnreadableDocument | InvalidInput> {
  const wrong = malformed({ policies: [policies, ...rules] })
  if (wrong !== null) return err(wrong)
  return readDocument('ticket', doc).andThen((ticket) =>
    ok(indexedWrite(writeTicket(doc.version, ticket, workflowOf(policies, ticket.workflow)), policies.fields)),
  )
}
