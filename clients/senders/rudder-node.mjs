// @rudderstack/rudder-sdk-node as it is published; told where to send and to try for longer.
import Analytics from '@rudderstack/rudder-sdk-node';
import { gunzipSync } from 'node:zlib';
import { sendAll, settings } from './calls.mjs';

const analytics = new Analytics(settings.key, {
    dataPlaneUrl: settings.url, flushAt: 50, flushInterval: 500, retryCount: 120, axiosRetryConfig: { retryDelay: () => 1000 }, errorHandler: () => {},
    logLevel: 'none',
});
sendAll((type, message, done) => analytics[type](message, (error, data) => done(error, JSON.parse(gunzipSync(data)).batch)), () => analytics.flush());
