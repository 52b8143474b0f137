const prefix = 'attributes.'

/** The name of one of the desk's own fields, as rules name it (`attributes.serial`); null for any other field. */
export function ownFieldOf(field: string): string | null {
  return field.startsWith(prefix) ? field.slice(prefix.length) : null
}
