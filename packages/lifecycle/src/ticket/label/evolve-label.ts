import type { LabelEvent } from './label-events.ts'
import type { LabelPart } from './label-part.ts'

/** Which personal fields have a value after one more fact. */
export function evolveLabel({ personalFields }: LabelPart, { data }: LabelEvent): LabelPart {
  const others = personalFields.filter((name) => name !== data.field)
  return { personalFields: data.known ? [...others, data.field].sort() : others }
}
