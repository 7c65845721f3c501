// The real SDKs against the running product: every event arrives exactly once, also when the server is killed and
// started again under them. Then a music service's log, sent as a site would, joins its visitors rightly.
//
// node prove.mjs [folder of the data]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { Api } from './api.mjs';
import { Server } from './server.mjs';
import { replay } from './sparkify.mjs';

const here = import.meta.dirname;
const java = join(process.env.JAVA_HOME ?? '/usr', 'bin', 'java');
const senders = {
    'segment-node': [process.execPath, join(here, 'senders/segment-node.mjs')],
    'analytics-node': [process.execPath, join(here, 'senders/analytics-node.mjs')],
    'rudder-node': [process.execPath, join(here, 'senders/rudder-node.mjs')],
    'segment-java': [java, '-cp', `${here}/java/segment/target/classes:${here}/java/segment/target/dependency/*`, 'Sender'],
    'rudder-java': [java, '-cp', `${here}/java/rudder/target/classes:${here}/java/rudder/target/dependency/*`, 'Sender'],
};
const place = mkdtempSync(join(tmpdir(), 'valentine-clients-'));
const server = new Server(join(here, '..', 'valentine'), join(place, 'data'));
let wrong = 0;

// All SDKs at once; the server is killed at these moments.
async function round(run, count, millis, kills) {
    const began = Date.now();
    const ends = Object.entries(senders).map(([sdk, [program, ...first]]) => {
        const out = join(place, `${run}-${sdk}.json`);
        const child = spawn(program, [...first, server.url, server.writeKey, run, sdk, String(count), String(millis), out], { stdio: 'inherit' });
        return new Promise(resolve => child.on('exit', () => resolve(out)));
    });
    for (const kill of kills) {
        await new Promise(resolve => setTimeout(resolve, began + kill - Date.now()));
        console.log(`kill -9 after ${kill} ms; ready again after ${await server.killAndStart()} ms`);
    }
    for (const out of ends) await check(JSON.parse(readFileSync(await out)));
    console.log(`${run}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

// What became of everything that an SDK sent: by the timelines each event that happened, by its number the rest.
async function check({ sdk, run, calls, failed, sent }) {
    const api = new Api(server.url, server.secretKey);
    const happened = new Map();
    for (const userId of new Set(sent.map(message => message.userId))) {
        const customer = await api.customer('external', userId);
        for (const { messageId } of customer ? await api.timeline(customer.id) : []) {
            happened.set(messageId, (happened.get(messageId) ?? 0) + 1);
        }
    }
    const doubled = [...happened.values()].filter(times => times > 1).length;
    let lost = 0;
    let asked = 0;
    for (const { id, type } of sent) {
        const isHappening = type === 'track' || type === 'page' || type === 'screen';
        if (isHappening && !happened.has(id)) lost++;
        if (!isHappening || asked++ % 100 === 0) {
            if (!(await api.isStored(id))) lost++;
        }
    }
    const fine = failed === 0 && sent.length === calls && lost === 0 && doubled === 0;
    if (!fine) wrong++;
    console.log(`${fine ? 'well ' : 'WRONG'} ${run} ${sdk}: ${calls} called, ${sent.length} through, ${failed} given up, ${lost} lost, ${doubled} doubled`);
}

try {
    await server.start('demo');
    await round('calm', 2_000, 8_000, []);
    await round('killed', 2_000, 30_000, [7_000, 20_000]);
    if (process.argv[2]) wrong += await replay(join(process.argv[2], 'sparkify/sparkify_events_2018-11.jsonl'), server);
} finally {
    await server.stop();
    rmSync(place, { recursive: true, force: true });
}
if (wrong) {
    console.error(`${wrong} checks of the real clients failed.`);
    process.exit(1);
}
console.log('Every event of every client arrived exactly once.');
