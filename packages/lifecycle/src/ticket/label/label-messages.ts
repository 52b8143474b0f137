import type { Wording } from '../wording.ts'
import type { LabelEvent } from './label-events.ts'

/** English wording of what happened to single fields. */
export const labelMessages: Wording<never, LabelEvent> = {
  'lifecycle/personal-field-set': 'personal field {field} set: has a value: {known}',
}
