/** A sentence for each kind of refusal and each type of event: the compiler sees to it that none is without words. */
export type Wording<Rejection extends { readonly kind: string }, Event extends { readonly type: string }> = Readonly<
  Record<Rejection['kind'] | `lifecycle/${Event['type']}`, string>
>
