/// E-mail as a channel: mails come in by IMAP and go out by SMTP.
///
/// [MailParser] makes a [Mail] of any bytes. For each connection a [Watch] keeps a line to its mailbox open; [Taking]
/// takes what is new to the channel, in the same transaction in which it moves the mark up to which the folder was
/// read: so every mail is kept once, whenever the process ends. Nothing in a mailbox is ever changed. [SmtpCarrier]
/// hands over what leaves. HTML from strangers is made harmless by [Foreign] and shown only inside a frame of its own,
/// by [ForeignPage].
@NullMarked
package valentine.email;

import org.jspecify.annotations.NullMarked;
