// A program that sends without a break and keeps a journal on disk of what it sent and what was acknowledged. It sends
// a batch again, as it was, until it is.
import { fsyncSync, openSync, writeSync } from 'node:fs';

const [url, key, journal, millis, rate] = process.argv.slice(2);
const BATCH = 50;
const WORKERS = 8;
const PEOPLE = 100;
const PATIENCE = 5_000;
const file = openSync(journal, 'a');
const until = Date.now() + Number(millis);
const began = Date.now();
let number = 0;

function note(line) {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
}

async function work() {
    while (Date.now() < until) {
        const early = began + (number * 1000) / Number(rate) - Date.now();
        if (early > 0) await pause(early);
        const ids = Array.from({ length: BATCH }, () => number++);
        note(`sent ${ids[0]} ${ids.length}`);
        const body = JSON.stringify({
            batch: ids.map(id => ({ type: 'track', event: 'Beat', messageId: `soak-${id}`, userId: `soak-${id % PEOPLE}`, timestamp: new Date() })),
        });
        while (!(await acknowledged(body))) await pause(200);
        note(`acknowledged ${ids[0]} ${ids.length}`);
    }
}

async function acknowledged(body) {
    const asked = Date.now();
    try {
        const answer = await fetch(`${url}/v1/batch`, {
            method: 'POST', body, headers: { Authorization: `Bearer ${key}` }, signal: AbortSignal.timeout(2 * PATIENCE),
        });
        if (answer.ok) {
            const receipt = await answer.json();
            return receipt.success && receipt.accepted + receipt.duplicates === BATCH;
        }
        if (answer.status !== 503 || !answer.headers.get('Retry-After')) note(`odd ${answer.status}`);
        await answer.body?.cancel();
    } catch (error) {
        if (error.name === 'TimeoutError') note('hung');
    } finally {
        const took = Date.now() - asked;
        if (took > PATIENCE) note(`slow ${took}`);
    }
    return false;
}

const pause = wait => new Promise(resolve => setTimeout(resolve, wait));
await Promise.all(Array.from({ length: WORKERS }, work));
