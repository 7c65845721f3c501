// analytics-node as it is published; told where to send and to try for longer than its usual second and a half.
import Analytics from 'analytics-node';
import { sendAll, settings } from './calls.mjs';

const analytics = new Analytics(settings.key, {
    host: settings.url, flushAt: 50, flushInterval: 500, retryCount: 120, axiosRetryConfig: { retryDelay: () => 1000 }, errorHandler: () => {},
});
sendAll((type, message, done) => analytics[type](message, (error, data) => done(error, data?.batch)), () => analytics.flush());
