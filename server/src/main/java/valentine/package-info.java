/// The program: its commands, and how the modules are put together.
@NullMarked
package valentine;

import org.jspecify.annotations.NullMarked;
