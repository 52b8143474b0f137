/**
 * A text as part of an id, one to one: letters, digits, `.`, `:` and `-` stay, a blank becomes `_`, anything else `~` and its code point in hex between dots.
 * Null where that is longer than an id may be.
 *
 * `G230 2nd` becomes `G230_2nd`, `a_b` becomes `a~5f.b`.
 */
export function idToken(text: string): string | null {
  const token = text.replace(/[^A-Za-z0-9.:-]/gu, (character) =>
    character === ' ' ? '_' : `~${character.codePointAt(0)?.toString(16) ?? ''}.`,
  )
  return token.length <= 120 ? token : null
}

/** The text that a token was made of. */
export function textOfToken(token: string): string {
  return token.replace(/_|~([0-9a-f]{1,6})\./g, (_, hex: string | undefined) =>
    hex === undefined ? ' ' : String.fromCodePoint(Number.parseInt(hex, 16)),
  )
}
