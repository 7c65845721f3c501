/// What it costs: each figure beside a yardstick that is measured in the same run, on the same machine.
///
/// Every benchmark is a program of its own, started by `bin/bench`; what came out stands in `docs/performance.md`.
@NullMarked
package valentine.bench;

import org.jspecify.annotations.NullMarked;
