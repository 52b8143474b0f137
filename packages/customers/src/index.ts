export { type AccountNumber, type InvalidAccount, normaliseAccount } from './contact/account-number.ts'
export { type ContactChannel, contactChannels } from './contact/contact-channel.ts'
export { type ContactInput, type ContactPoints, contactPoints } from './contact/contact-points.ts'
export { type EmailAddress, type InvalidEmail, normaliseEmail } from './contact/email-address.ts'
export { type InvalidPhone, isPhoneCountry, normalisePhone, type PhoneNumber } from './contact/phone-number.ts'
export { addContactPoints } from './customer/add-contact-points.ts'
export { createCustomer } from './customer/create-customer.ts'
export { type Customer, customerSchema } from './customer/customer.ts'
export type { CustomerChange, CustomerContext } from './customer/customer-change.ts'
export type {
  CustomerContactAdded,
  CustomerContactAddedData,
  CustomerCreated,
  CustomerCreatedData,
  CustomerErased,
  CustomerErasedData,
  CustomerEvent,
} from './customer/customer-events.ts'
export { eraseCustomerProfile } from './customer/erase-customer-profile.ts'
export { customerMessages } from './customer-messages.ts'
export type { AmbiguousContact, ConflictingContacts, Identification } from './identity/identification.ts'
export { identify } from './identity/identify.ts'
