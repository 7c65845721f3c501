/// How customers write to us from their phones: text messages, Telegram, WhatsApp and Mastodon.
///
/// Each is an [Adapter]: what its set-up page asks for, how a message of ours is handed over, and a trial that says in
/// plain words what fails. What comes in is brought by [Hooks], where the other side calls us and proves who it is, or
/// by [Polling], where we ask. Both bring it to `channel`, which takes each message once.
@NullMarked
package valentine.messenger;

import org.jspecify.annotations.NullMarked;
