import { err, ok, type Result } from 'neverthrow'
import type { Denial } from '../decide/denial.ts'
import { decideClassify } from '../decide/particulars.ts'
import { happened, type Situation } from '../decide/situation.ts'
import type { TicketEvent } from '../ticket-events.ts'
import type { LabelCommand, SetField } from './label-commands.ts'

/** Most labels of a ticket. */
const most = 100

/** What changing one label or field leads to: the same event as classifying anew, over what the ticket has now. */
export function decideLabel(situation: Situation, command: LabelCommand): Result<readonly TicketEvent[], Denial> {
  const { tags } = situation.ticket
  switch (command.type) {
    case 'tag': {
      const all = [...new Set([...tags, ...command.tags])]
      if (all.length > most)
        return err({ kind: 'ticket/invalid-command', path: 'tags', expected: `at most ${most} labels on a ticket` })
      return decideClassify(situation, { type: 'classify', tags: all })
    }
    case 'untag':
      return decideClassify(situation, { type: 'classify', tags: tags.filter((tag) => !command.tags.includes(tag)) })
    case 'set-field':
      return command.personal === true
        ? ok(decidePersonalField(situation, command))
        : decideClassify(situation, { type: 'classify', attributes: { [command.field]: command.value } })
  }
}

/** A value that is set again may be another one, which nobody may look at here; clearing what is not set is no change. */
function decidePersonalField(situation: Situation, { field, value }: SetField): readonly TicketEvent[] {
  const known = value !== null
  if (!known && !situation.ticket.personalFields.includes(field)) return []
  return [happened(situation, 'personal-field-set', { field, known })]
}
