// Filled by ../../../overrides/operations/export-account/service.ts
// GET /users/me/export. Contract: #/paths/~1users~1me~1export/get
import type {
  InternalServerError,
  ServiceUnavailable,
  TooManyRequests,
  Unauthorized,
} from '../../http/common-responses.js';
import type { OperationContext, Principal } from '../../http/context.js';
import type { AccountExport } from '../../schemas/account-export.js';
import type { ExportAccountRepository } from './repository.js';

/** The validated request. */
export interface ExportAccountInput {
  readonly path: Readonly<Record<never, never>>;
  readonly query: Readonly<Record<never, never>>;
  readonly headers: Readonly<Record<never, never>>;
  readonly cookies: Readonly<Record<never, never>>;
  readonly body: undefined;
  readonly principal: Principal;
}

/** What the service is given beside its input. */
export type ExportAccountContext = OperationContext<ExportAccountRepository>;

/** What the service may answer: a declared status with its body and headers. */
export type ExportAccountResult =
  /** The account's data. */
  | { readonly status: 200; readonly body: AccountExport }
  | Unauthorized
  | TooManyRequests
  | InternalServerError
  | ServiceUnavailable;

/**
 * Take one's data along
 *
 * Answers what the backend holds about the user: the profile, the sessions that stand and what
 * the account's record remembers of its past.
 *
 * It never holds passwords, tokens, codes or secrets, nor anything about other users.
 */
export type ExportAccountService = (
  input: ExportAccountInput,
  context: ExportAccountContext,
) => Promise<ExportAccountResult>;
