import type { OwnFields } from '@caseload/lifecycle'

/** How values stand in the index; another number once they are written otherwise, so that every ticket counts as not yet written so. */
const encoding = '1'

/** Most characters of a name in a layout: twelve of them stay within what a store takes in one field. */
const longest = 39

/**
 * Which of the desk's own fields stand in which place of a ticket's index. It is kept beside them, so that it is known of every ticket by which declaration it was last written: the empty text where no field is
 * indexed.
 *
 * @param fields - The declaration.
 *
 * @example
 * ```ts
 * import { orThrow } from '@caseload/core'
 * import { compileTicketFields } from '@caseload/lifecycle'
 * import { fieldLayout } from '@caseload/planner'
 *
 * const text = { type: 'text', personal: false } as const
 * fieldLayout(orThrow(compileTicketFields({ room: text }))) // => ''
 * fieldLayout(orThrow(compileTicketFields({ room: { ...text, indexed: true }, desk: { ...text, indexed: true } }))) // => '1:desk,room'
 * ```
 */
export function fieldLayout({ indexed }: OwnFields): string {
  return indexed.length === 0 ? '' : `${encoding}:${indexed.map(shortName).join(',')}`
}

/**
 * Whether tickets written by one layout are found by fields of a declaration, each being where they are looked for.
 *
 * @param layout - By which tickets were written.
 * @param names - The fields.
 * @param fields - The declaration in force.
 */
export function layoutServes(layout: string, names: readonly string[], fields: OwnFields): boolean {
  const [written, places = ''] = layout.split(':', 2)
  if (written !== encoding) return names.length === 0
  const inPlace = places.split(',')
  return names.every((name) => {
    const at = fields.indexed.indexOf(name)
    return at !== -1 && inPlace[at] === shortName(name)
  })
}

/** A name as layouts hold it: long ones by their beginning and a number that stands for the whole; `~` is in no name. */
function shortName(name: string): string {
  if (name.length <= longest) return name
  let hash = 0x811c9dc5
  for (let index = 0; index < name.length; index += 1) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
  return `${name.slice(0, longest - 8)}~${(hash >>> 0).toString(36).padStart(7, '0')}`
}
