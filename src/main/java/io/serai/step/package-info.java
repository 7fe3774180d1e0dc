/** What the steps of a route have in common, whichever room they lead to. */
@ApplicationModule(allowedDependencies = "payment")
@NullMarked
package io.serai.step;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
