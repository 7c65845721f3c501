// Passkeys: asks us for a question, lets the device sign it, and brings the answer back.
(() => {
    if (!window.PublicKeyCredential) return;
    const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
    const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    const post = async (url, fields) => {
        const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers: { Accept: 'application/json' } });
        return { good: answer.ok, ...(await answer.json().catch(() => ({}))) };
    };
    const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));
    const make = options => navigator.credentials.create({ publicKey: {
        ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
    } });
    const sign = options => navigator.credentials.get({ publicKey: {
        ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials),
    } });
    const said = credential => {
        const { response } = credential;
        return JSON.stringify({
            id: credential.id, rawId: text(credential.rawId), type: credential.type,
            authenticatorAttachment: credential.authenticatorAttachment,
            clientExtensionResults: credential.getClientExtensionResults(),
            response: response.attestationObject
                ? { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
                : { clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : null },
        });
    };
    document.querySelectorAll('form[data-passkey]').forEach(form => {
        const problem = form.querySelector('.problem');
        const show = words => { problem.textContent = words; problem.hidden = false; };
        form.hidden = false;
        form.addEventListener('submit', async event => {
            event.preventDefault();
            problem.hidden = true;
            const fields = Object.fromEntries(new FormData(form));
            try {
                const question = await post(form.action + '/question', { _csrf: fields._csrf });
                if (!question.good) { show('That did not work just now. Load the page again and try once more.'); return; }
                const credential = await (form.dataset.passkey === 'new' ? make : sign)(question.options);
                const answer = await post(form.action, { ...fields, token: question.token, answer: said(credential) });
                if (answer.good) location.assign(answer.next); else show(answer.problem ?? 'That did not work. Try again.');
            } catch (error) {
                show(error.name === 'InvalidStateError' ? 'This device has a passkey for you already.' : 'No passkey was given. Try again, or use your password.');
            }
        });
    });
})();
