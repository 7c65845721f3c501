// What goes wrong in the long run: the server is killed, then its database, then the database stands still, while a
// program goes on sending. Nothing acknowledged may be lost and nothing doubled.
//
// node soak.mjs [kills of the server] [kills of the database] [seconds that the database stands still]
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from './api.mjs';
import { Server } from './server.mjs';

const [serverKills = 10, databaseKills = 5, still = 30] = process.argv.slice(2).map(Number);
const EVERY = 20_000;
const RATE = 1_000;
const PEOPLE = 100;
const place = mkdtempSync(join(tmpdir(), 'valentine-soak-'));
const server = new Server(join(import.meta.dirname, '..', 'valentine'), join(place, 'data'));
const pause = wait => new Promise(resolve => setTimeout(resolve, wait));
let wrong = 0;

function say(fine, what) {
    if (!fine) wrong++;
    console.log(`${fine ? 'well ' : 'WRONG'} ${what}`);
}

// The processes of our database: its first one and all that come of it.
function database() {
    const first = Number(readFileSync(join(place, 'data/database/postmaster.pid'), 'utf8').split('\n')[0]);
    const children = readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => parent(pid) === first);
    return { first, children };
}

function parent(pid) {
    try {
        return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[1]);
    } catch {
        return 0;
    }
}

// The database dies, its first process and with it all others; milliseconds until events are taken again.
async function killDatabase() {
    const began = Date.now();
    process.kill(database().first, 'SIGKILL');
    await pause(500);
    while (!(await takes())) await pause(200);
    return Date.now() - began;
}

async function takes() {
    return fetch(`${server.url}/v1/track`, {
        method: 'POST', headers: { Authorization: `Bearer ${server.writeKey}` },
        body: JSON.stringify({ userId: 'prober', event: 'Probe' }), signal: AbortSignal.timeout(10_000),
    }).then(answer => answer.ok, () => false);
}

// The database stands still; how programs and people who read are answered meanwhile, and how soon events are taken after it.
async function stand() {
    const { first, children } = database();
    const all = [first, ...children];
    all.forEach(pid => process.kill(pid, 'SIGSTOP'));
    const until = Date.now() + still * 1000;
    const asked = ['/api/customers', '/api/intake/soak-1', '/', '/customers', '/sign-in'].map(path => ask(path, until));
    await Promise.all(asked);
    await pause(Math.max(0, until - Date.now()));
    const began = Date.now();
    all.forEach(pid => process.kill(pid, 'SIGCONT'));
    while (!(await takes())) await pause(200);
    console.log(`      the database stood still for ${still} s; events taken again after ${Date.now() - began} ms`);
}

// Asks one after the other and tells the slowest answer, and any that was neither one nor 503 with Retry-After.
async function ask(path, until) {
    const answers = new Map();
    let slowest = 0;
    while (Date.now() < until - 10_000) {
        const began = Date.now();
        const status = await fetch(server.url + path, {
            headers: { Authorization: `Bearer ${server.secretKey}`, Cookie: 'valentine=none', Accept: 'text/html' },
            redirect: 'manual', signal: AbortSignal.timeout(60_000),
        }).then(answer => answer.status === 503 && !answer.headers.get('Retry-After') ? '503 without Retry-After' : answer.status, error => error.name);
        slowest = Math.max(slowest, Date.now() - began);
        answers.set(status, (answers.get(status) ?? 0) + 1);
    }
    const fine = [...answers.keys()].every(status => [200, 302, 303, 503].includes(status));
    say(fine && slowest <= 5_000, `${path} while it stood still: slowest ${slowest} ms, ${[...answers].map(([status, times]) => `${times} × ${status}`).join(', ')}`);
}

// By the journal against the timelines.
async function check(journal) {
    const lines = readFileSync(journal, 'utf8').trim().split('\n').map(line => line.split(' '));
    const acknowledged = lines.filter(([word]) => word === 'acknowledged').flatMap(([, first, count]) =>
        Array.from({ length: Number(count) }, (_, i) => `soak-${Number(first) + i}`));
    const api = new Api(server.url, server.secretKey);
    const stored = new Map();
    for (let i = 0; i < PEOPLE; i++) {
        const customer = await api.customer('external', `soak-${i}`);
        for (const { messageId } of customer ? await api.timeline(customer.id) : []) stored.set(messageId, (stored.get(messageId) ?? 0) + 1);
    }
    const lost = acknowledged.filter(id => !stored.has(id)).length;
    const doubled = [...stored.values()].filter(times => times > 1).length;
    say(acknowledged.length > 0 && lost === 0 && doubled === 0, `${acknowledged.length} acknowledged, ${lost} lost, ${doubled} doubled`);
    const slow = lines.filter(([word]) => word === 'slow').map(([, took]) => Number(took));
    say(slow.length === 0, `${slow.length} requests took longer than 5 s${slow.length ? `, at most ${Math.max(...slow)} ms` : ''}`);
    const odd = lines.filter(([word]) => word === 'odd');
    say(odd.length === 0, `${odd.length} refusals were not 503 with Retry-After`);
}

try {
    await server.start('demo');
    const journal = join(place, 'journal');
    const millis = (serverKills + databaseKills + 1) * EVERY + (still ? still * 1000 + EVERY : 0);
    const load = spawn(process.execPath, [join(import.meta.dirname, 'load.mjs'), server.url, server.writeKey, journal, String(millis), String(RATE)], { stdio: 'inherit' });
    const ended = new Promise(resolve => load.on('exit', resolve));
    for (let i = 1; i <= serverKills; i++) {
        await pause(EVERY / 2);
        const ready = await server.killAndStart();
        say(ready <= 15_000, `server killed (${i}); ready again after ${ready} ms`);
    }
    for (let i = 1; i <= databaseKills; i++) {
        await pause(EVERY / 2);
        const back = await killDatabase();
        say(back <= 15_000, `database killed (${i}); events taken again after ${back} ms, the server was not started again`);
    }
    if (still) {
        await stand();
    }
    await ended;
    await check(journal);
} finally {
    await server.stop();
    rmSync(place, { recursive: true, force: true });
}
if (wrong) process.exit(1);
