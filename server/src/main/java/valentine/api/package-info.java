/// What other programs may read: customers, their timelines and how they stand, over HTTP with a secret key.
///
/// Everything is a GET under `/api`, answers are JSON, refusals `application/problem+json`. The description for
/// programs is `openapi.json` (at `/api/openapi.json`), for people the page `/api/docs`; a test holds it against the
/// routes and the real answers. Lists are read page by page with a [Cursor]; [Freshness] spares what did not change.
@NullMarked
package valentine.api;

import org.jspecify.annotations.NullMarked;
