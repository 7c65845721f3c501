/// Letters that leave: written in the transaction of whoever sends them, handed over after it, never silent.
///
/// [Mails] takes a [Letter] into the outbox; a worker hands it over by SMTP, and where no mail server is set up it
/// stays where a member reads what would have gone. Every letter has a key, so that writing it twice is writing it
/// once,
/// and one Message-ID, so that handing it over twice is the same mail. Later words may hold a letter back at the last
/// moment with a [Gate] bean. [Site] is the one source of links that stand in letters.
@NullMarked
package valentine.mail;

import org.jspecify.annotations.NullMarked;
