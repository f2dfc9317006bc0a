import { embedded } from './subjects/embedded.js';
import { remote, type RemoteOptions } from './subjects/remote.js';
import { conformance } from './suite.js';

/** Set by `npm run conformance -- --endpoint URL`. */
const elsewhere = process.env['AUTHWRIGHT_CONFORMANCE'];

conformance(elsewhere === undefined ? embedded() : remote(JSON.parse(elsewhere) as RemoteOptions));
