// What every sender sends: so many calls of all six types, spread over some time, and a note of each.
import { writeFileSync } from 'node:fs';

const [url, key, run, sdk, count, millis, out] = process.argv.slice(2);
export const settings = { url, key, run, sdk, count: Number(count), millis: Number(millis) };

const PEOPLE = 10;
const sent = new Map();
let failed = 0;

// The call of this number: mostly tracks, of the others ten each or more.
function call(i) {
    const userId = `${run}-${sdk}-${i % PEOPLE}`;
    const others = Math.max(1, Math.floor(settings.count / 60));
    switch (i % others === 0 ? (i / others) % 6 : 0) {
        case 1: return { type: 'identify', message: { userId, traits: { name: `Sender ${sdk}`, plan: `p${i}` } } };
        case 2: return { type: 'page', message: { userId, name: 'Home', properties: { url: 'https://shop.example/' } } };
        case 3: return { type: 'screen', message: { userId, name: 'Main', properties: { tab: i } } };
        case 4: return { type: 'group', message: { userId, groupId: `${run}-${sdk}-firm`, traits: { name: `${sdk} Ltd` } } };
        case 5: return { type: 'alias', message: { userId, previousId: `${userId}-before` } };
        default: return { type: 'track', message: { userId, event: 'Song Played', properties: { number: i, title: 'Ä „quoted“ 💘' } } };
    }
}

function giveUp(error) {
    if (failed++ === 0) console.error(`${sdk} gave up: ${error.code ?? ''} ${error.message ?? error}`);
}

// Calls send(type, message, done); done(error, messages) says that a call is through, and as which messages.
export async function sendAll(send, flush) {
    const began = Date.now();
    let open = settings.count;
    const ended = new Promise(resolve => {
        for (let i = 0; i < settings.count; i++) {
            const { type, message } = call(i);
            setTimeout(() => send(type, message, (error, messages) => {
                if (error) giveUp(error);
                else messages.forEach(({ messageId, type, userId }) => sent.set(messageId, { id: messageId, type, userId }));
                if (--open === 0) resolve();
            }), began + (i * settings.millis) / settings.count - Date.now());
        }
    });
    const flushing = setInterval(flush, 500);
    await ended;
    clearInterval(flushing);
    writeFileSync(out, JSON.stringify({ sdk, run, calls: settings.count, failed, sent: [...sent.values()] }));
    process.exit(failed === 0 ? 0 : 1);
}
