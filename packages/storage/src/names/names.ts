const lower = 'abcdefghijklmnopqrstuvwxyz'
const letters = lower + lower.toUpperCase()
const digits = '0123456789'

/** Whether something is an id, a key of a commit or a stream: no engine can disagree about these characters. */
export const isIdText = nameCheck(`${letters}${digits}._:~-`, '', 128)
/** Whether something is the name of a kind, queue, consumer or worker. */
export const isKindName = nameCheck(lower, `${digits}-`, 40)
/** Whether something is the name of a field or key of a kind. */
export const isFieldName = nameCheck(letters, digits, 40)
/** Whether something is a type of events. */
export const isEventType = nameCheck(lower, `${digits}-`, 80)

/** What {@link isIdText} accepts, for problems. */
export const idRule = '1 to 128 letters, digits or . _ : ~ -'
/** What {@link isKindName} accepts, for problems. */
export const kindRule = 'a lower-case letter, then up to 39 lower-case letters, digits or -'
/** What {@link isFieldName} accepts, for problems. */
export const fieldRule = 'a letter, then up to 39 letters or digits'

/** Every read and write asks for several; a look at each character is quicker than a regular expression on texts as short as these. */
function nameCheck(anywhere: string, laterOnly: string, longest: number): (value: unknown) => value is string {
  const starts = tableOf(anywhere)
  const goesOn = tableOf(anywhere + laterOnly)
  return (value): value is string => {
    if (typeof value !== 'string' || value.length > longest || starts[value.charCodeAt(0)] !== 1) return false
    for (let index = 1; index < value.length; index += 1) if (goesOn[value.charCodeAt(index)] !== 1) return false
    return true
  }
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128)
  for (const character of characters) table[character.charCodeAt(0)] = 1
  return table
}
