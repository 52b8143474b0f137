import { type ContactSpool, type OpenSpool, spoolProblem } from '@caseload/desk'
import { errAsync, okAsync } from 'neverthrow'

/** A spool in memory that outlives its intake, as a disk would. */
export function memorySpool(options: { readonly failing?: () => boolean } = {}): {
  readonly spool: ContactSpool
  readonly texts: Map<string, string>
} {
  const texts = new Map<string, string>()
  let count = 0
  const spool: ContactSpool = {
    open: () => {
      const open: OpenSpool = {
        found: [...texts.keys()],
        append: (text) => {
          if (options.failing?.() === true) return errAsync(spoolProblem('spool/unavailable', 'no'))
          count += 1
          const position = String(count)
          texts.set(position, text)
          return okAsync(position)
        },
        read: (position) => okAsync(texts.get(position) ?? ''),
        remove: (position) => {
          texts.delete(position)
          return okAsync(undefined)
        },
        close: () => okAsync(undefined),
      }
      return okAsync(open)
    },
  }
  return { spool, texts }
}
