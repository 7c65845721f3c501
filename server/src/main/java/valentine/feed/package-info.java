/// What customers publish themselves: their blogs, newsletters and shops' news, by RSS, Atom or JSON Feed.
///
/// A member names the address on the customer's page; [Rounds] calls it politely, at most once an hour, through the
/// guarded client only, and asks the site's robots.txt first. Each entry comes into the history once, as something that
/// the customer wrote on a page of his own.
@NullMarked
package valentine.feed;

import org.jspecify.annotations.NullMarked;
