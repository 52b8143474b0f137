import type { Ticket } from '@caseload/lifecycle'
import type { Ref } from '@caseload/storage'
import { readDocument } from '../documents/stored-document.ts'
import type { TicketRequest } from '../requests/desk-request.ts'
import { type Loaded, loadedDocument } from '../requests/loaded.ts'

/** The statement that was agreed on before, where a command brings one to compare with it. */
export function statementRefs({ command, remark }: Pick<TicketRequest, 'command' | 'remark'>, ticket: Ticket): readonly Ref[] {
  if (command.type !== 'confirm-problem' || remark === null || ticket.statementId === null) return []
  return [{ kind: 'remark', id: ticket.statementId }]
}

/**
 * A command that agrees once more on what was agreed, word for word, as one that brings no statement: to the lifecycle, which knows statements by identity only, every one that is written down is another.
 */
export function withoutRepeatedStatement(loaded: Loaded, request: TicketRequest, ticket: Ticket): TicketRequest {
  const { command, remark } = request
  const [ref] = statementRefs(request, ticket)
  const doc = ref === undefined ? null : loadedDocument(loaded, ref)
  const before = doc === null ? null : readDocument('remark', doc).unwrapOr(null)
  if (before === null || command.type !== 'confirm-problem' || before.text !== remark?.text) return request
  return { ...request, command: { ...command, statementId: null }, remark: null }
}
