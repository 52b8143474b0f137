const mostCharacters = 200
const mostCauses = 5

/** What was wrong, and behind it what the adapter or its driver said, in one line: each text is cut, and none comes twice. */
export function failureText(thrown: unknown): string {
  // What the case itself says stays as it is: a history that fails is told whole.
  const texts = [ownText(thrown)]
  let each = causeOf(thrown)
  for (let depth = 0; depth < mostCauses && each !== undefined && each !== null; depth += 1) {
    const text = shortened(ownText(each))
    if (texts.every((before) => !before.includes(text))) texts.push(text)
    each = causeOf(each)
  }
  return texts.join('; cause: ')
}

function causeOf(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'cause' in thrown ? thrown.cause : undefined
}

function ownText(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown)
  const message = 'message' in thrown && typeof thrown.message === 'string' ? thrown.message : ''
  // An error without a message, such as that of several connections at once, has a code at least.
  if (message === '') return 'code' in thrown ? String(thrown.code) : Object.prototype.toString.call(thrown)
  return message
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line
}
