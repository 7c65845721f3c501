// The reading API, as another program would use it; waits when it is asked to.
export class Api {
    constructor(url, key) {
        this.url = url;
        this.key = key;
    }

    async get(path) {
        for (;;) {
            const answer = await fetch(this.url + path, { headers: { Authorization: `Bearer ${this.key}` } });
            if (answer.status === 404) return undefined;
            if (answer.ok) return answer.json();
            const wait = Number(answer.headers.get('Retry-After'));
            if (!wait) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
            await new Promise(resolve => setTimeout(resolve, wait * 1000));
        }
    }

    // Whose handle this is.
    async customer(kind, value) {
        return (await this.get(`/api/customers?${kind}=${encodeURIComponent(value)}`)).customers[0];
    }

    async timeline(id) {
        const interactions = [];
        let cursor = '';
        do {
            const page = await this.get(`/api/customers/${id}/timeline?limit=200${cursor}`);
            interactions.push(...page.interactions);
            cursor = page.next && `&cursor=${page.next}`;
        } while (cursor);
        return interactions;
    }

    async isStored(messageId) {
        return (await this.get(`/api/intake/${encodeURIComponent(messageId)}`))?.status === 'stored';
    }
}
