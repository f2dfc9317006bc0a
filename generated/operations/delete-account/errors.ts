// POST /users/me/delete. Contract: #/paths/~1users~1me~1delete/post
import { declaredError } from '../../http/errors.js';
import type { DeleteAccountResult } from './service.js';

/** A declared error of `deleteAccount`; its status tells which. */
export const DeleteAccountError = declaredError<DeleteAccountResult>('DeleteAccountError');

export type DeleteAccountError = InstanceType<typeof DeleteAccountError>;
