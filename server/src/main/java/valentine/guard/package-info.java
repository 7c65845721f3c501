/// How we call the world outside without being led astray.
///
/// Every address that a person can type (a webhook, a feed, a mail server) is called through here. [Http] calls by
/// HTTP:
/// it resolves a host once, refuses it when any of its addresses is not of the public internet, connects to the very
/// address that it checked, follows no redirect, takes no proxy from the environment and gives up on whatever is too
/// big or too slow. [Addresses] is the same check for other protocols. `--allow-private-address HOST:PORT` opens one
/// door for firms with servers of their own.
@NullMarked
package valentine.guard;

import org.jspecify.annotations.NullMarked;
