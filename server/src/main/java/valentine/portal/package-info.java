/// The customer's own page: what we know of him and why, where it came from, and what he wants to be different.
///
/// Who asks at `/me` gets the same answer whether we know him or not; who is known gets a letter with a link. Links are
/// 256 random bits, hashed, for one purpose, once and for a short while; opening one takes a button, so that a program
/// that looks into letters opens nothing. It is exchanged for a cookie of its own that only `/me` sees.
/// Later words add parts with an [OwnPart] bean.
@NullMarked
package valentine.portal;

import org.jspecify.annotations.NullMarked;
