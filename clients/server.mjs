// The product as a process of its own, which can be killed and started again on the same port and folder.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export class Server {
    constructor(launcher, folder) {
        this.launcher = launcher;
        this.folder = folder;
    }

    // Starts this command and reads the address and, where they are said, the keys.
    async start(command) {
        this.port ??= await freePort();
        this.child = spawn(this.launcher, [command, '--port', String(this.port), '--data', this.folder], { stdio: ['ignore', 'pipe', 'inherit'] });
        this.url = undefined;
        await new Promise((resolve, reject) => {
            this.child.once('exit', code => reject(new Error(`The server ended with ${code}`)));
            createInterface({ input: this.child.stdout }).on('line', line => {
                this.url ??= said(line, 'Valentine is ready at ');
                this.writeKey = said(line, 'Write key: ') ?? this.writeKey;
                this.secretKey = said(line, 'Secret key: ') ?? this.secretKey;
                if (this.url && this.writeKey && this.secretKey) resolve();
            });
        });
    }

    // Milliseconds until it answers again.
    async killAndStart() {
        const began = Date.now();
        const gone = new Promise(resolve => this.child.once('exit', resolve));
        this.child.kill('SIGKILL');
        await gone;
        await this.start('serve');
        return Date.now() - began;
    }

    async stop() {
        if (!this.child || this.child.exitCode !== null) return;
        const gone = new Promise(resolve => this.child.once('exit', resolve));
        this.child.kill('SIGTERM');
        await gone;
    }
}

function said(line, beginning) {
    return line.startsWith(beginning) ? line.slice(beginning.length).trim() : undefined;
}

function freePort() {
    return new Promise(resolve => {
        const server = createServer();
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}
