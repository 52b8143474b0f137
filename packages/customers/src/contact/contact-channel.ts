/** What a person can be recognised by: `email` and `account` belong to one customer at most; a `phone` may be shared. */
export type ContactChannel = 'email' | 'phone' | 'account'

/** Every {@link ContactChannel}, the strongest evidence first. */
export const contactChannels = ['account', 'email', 'phone'] as const satisfies readonly ContactChannel[]
