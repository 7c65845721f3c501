// A music service's log of a month, sent as its site would have: who is not signed in is only a session; from the
// sign-in on both are named. Whatever the order of arrival, what a session did before the sign-in belongs to whom it
// turned out to be, as far as one customer may own so many sessions; every other session stays with itself.
import { readFileSync } from 'node:fs';
import { Api } from './api.mjs';

// Of each kind of handle so many belong to one customer, those that were named first.
const MOST_SESSIONS = 5;
const BATCH = 100;
const SENDERS = 4;

// How many checks failed.
export async function replay(file, server) {
    const log = readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line));
    await send(shuffled(log.map(event)), server);

    const expected = belongings(log);
    const api = new Api(server.url, server.secretKey);
    let wrong = 0;
    for (const [kind, value, ids] of expected) {
        const customer = await api.customer(kind, value);
        const happened = customer ? (await api.timeline(customer.id)).map(({ messageId }) => messageId) : [];
        if (happened.length !== ids.size || happened.some(id => !ids.has(id))) wrong++;
    }
    const users = expected.filter(([kind]) => kind === 'external').length;
    const early = log.filter(one => !one.userId).length - sum(expected.filter(([kind]) => kind === 'anonymous'));
    console.log(`${wrong ? 'WRONG' : 'well '} sparkify: ${log.length} events, ${users} users, ${expected.length - users} sessions of nobody, `
        + `${early} of ${log.filter(one => !one.userId).length} events before a sign-in joined; ${wrong} timelines differ`);
    return wrong;
}

// Counted from the file alone: the events of each user, and of each session that belongs to nobody.
function belongings(log) {
    const userOf = sessionsOfUsers(log);
    const all = new Map();
    for (const one of log) {
        const user = one.userId || userOf.get(one.sessionId);
        const [kind, value] = user ? ['external', `listener-${user}`] : ['anonymous', session(one)];
        const key = `${kind} ${value}`;
        if (!all.has(key)) all.set(key, [kind, value, new Set()]);
        all.get(key)[2].add(id(one));
    }
    return [...all.values()];
}

// Whose each session is: of each user the first ones in which he was named.
function sessionsOfUsers(log) {
    const named = new Map();
    for (const one of log.filter(event => event.userId)) {
        const sessions = named.get(one.userId) ?? named.set(one.userId, new Map()).get(one.userId);
        sessions.set(one.sessionId, Math.min(one.ts, sessions.get(one.sessionId) ?? Infinity));
    }
    return new Map([...named].flatMap(([user, sessions]) => [...sessions]
        .sort(([one, at], [other, later]) => at - later || (`${one}` < `${other}` ? -1 : 1))
        .slice(0, MOST_SESSIONS)
        .map(([number]) => [number, user])));
}

function event(one) {
    const isSong = one.page === 'NextSong';
    return {
        type: isSong ? 'track' : 'page',
        ...(isSong ? { event: 'Song Played' } : { name: one.page }),
        messageId: id(one),
        anonymousId: session(one),
        ...(one.userId ? { userId: `listener-${one.userId}` } : {}),
        timestamp: new Date(one.ts).toISOString(),
        properties: isSong ? { song: one.song, artist: one.artist, length: one.length } : { status: one.status },
    };
}

const session = one => `session-${one.sessionId}`;
const id = one => `sparkify-${one.sessionId}-${one.itemInSession}`;
const sum = expected => expected.reduce((count, [, , ids]) => count + ids.size, 0);

async function send(events, server) {
    const batches = [];
    for (let i = 0; i < events.length; i += BATCH) batches.push(events.slice(i, i + BATCH));
    await Promise.all(Array.from({ length: SENDERS }, async () => {
        for (let batch = batches.pop(); batch; batch = batches.pop()) {
            const answer = await fetch(`${server.url}/v1/batch`, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', Authorization: `Basic ${btoa(`${server.writeKey}:`)}` },
                body: JSON.stringify({ batch }),
            });
            const receipt = await answer.json();
            if (receipt.accepted !== batch.length) throw new Error(`Of ${batch.length} events: ${JSON.stringify(receipt)}`);
        }
    }));
}

// In an order that is the same every time, and nobody's.
function shuffled(events) {
    let seed = 14;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    for (let i = events.length - 1; i > 0; i--) {
        const j = Math.floor(random() * (i + 1));
        [events[i], events[j]] = [events[j], events[i]];
    }
    return events;
}
