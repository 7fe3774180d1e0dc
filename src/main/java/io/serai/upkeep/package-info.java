/** What rooms do again and again beside the payments, each on a thread of its own. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.serai.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
