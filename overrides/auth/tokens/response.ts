/** How an operation answers a mailed token that does not count, for whatever reason. */
export const invalidLink = {
  status: 400,
  body: { error: 'INVALID_TOKEN', message: 'This link is not valid or no longer. Please ask for a new one.' },
} as const;
