/** An answer, and by which key and which words of a file's conventions it is given. */
export type Reading<Answers> = readonly [
  key: RegExp,
  text: RegExp,
  answer: Partial<Answers> | ((match: RegExpExecArray) => Partial<Answers>),
]

/** Keys that say nothing of what their text is about. */
const generic = /^(\d+|notes?|text|general|remarks?|description|semantics)$/i

/**
 * What the words of a file's `conventions` answer. They come as a text, a list of texts, or texts by key, also nested; a text without a telling key is asked for every question. For each question
 * the first reading that fits a text wins, and later texts win over earlier ones.
 */
export function readSaid<Answers>(readings: readonly Reading<Answers>[], said: unknown): Partial<Answers> {
  const given = saidTexts(said).flatMap(({ key, text }) => {
    const words = text.replace(/\b(no|not|never|does not|without) roll\w*( over)?/gi, 'stays')
    return readings
      .flatMap(([keys, pattern, answer]) => {
        const asked = keys.test(key) || (generic.test(key) && keys.test(words))
        const match = asked ? pattern.exec(words) : null
        return match === null ? [] : [typeof answer === 'function' ? answer(match) : answer]
      })
      .toReversed()
  })
  return Object.assign({}, ...given)
}

/** Every text of a value, with the key nearest to it. */
export function saidTexts(said: unknown, key = 'note'): readonly { readonly key: string; readonly text: string }[] {
  if (said === null || said === undefined) return []
  if (typeof said !== 'object') return [{ key, text: String(said) }]
  return Object.entries(said).flatMap(([name, value]) => saidTexts(value, Array.isArray(said) ? key : name))
}
