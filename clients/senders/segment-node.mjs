// @segment/analytics-node as it is published; only told where to send.
import { Analytics } from '@segment/analytics-node';
import { sendAll, settings } from './calls.mjs';

const analytics = new Analytics({ writeKey: settings.key, host: settings.url, flushAt: 50, flushInterval: 500 });
sendAll((type, message, done) => analytics[type](message, (error, context) => done(error, [context?.event])), () => {});
